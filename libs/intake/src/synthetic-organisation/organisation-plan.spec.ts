import { organisationPlan } from './organisation-plan';

describe('organisationPlan', () => {
  it('fills in what was not asked for', () => {
    expect(organisationPlan({ seed: 5 })).toMatchObject({ seed: 5, deals: 2_000, days: 365 });
  });

  it.each([
    [{ lateShare: 1.5 }, 'lateShare is 1.5; give a share from 0 to 1'],
    [{ duplicateShare: NaN }, 'duplicateShare is NaN; give a share from 0 to 1'],
    [{ deals: 1.5 }, 'deals is 1.5; give a whole number from 0 up'],
    [{ startDate: '2025-13-01' }, 'startDate is 2025-13-01; give a date as YYYY-MM-DD'],
    [{ deals: 1, longDeals: { count: 2, events: 10 } }, 'longDeals.count is 2, more than the 1 deals there are'],
  ])('refuses %j and names the fault', (asked, message) => {
    expect(() => organisationPlan(asked)).toThrow(message);
  });
});
