import { type JsonObject } from '@gemba/event-sourcing';
import { checkFact } from './fact';

const check = (type: string, data: JsonObject): readonly string[] => {
  const metadata = { schemaVersion: 1, occurredAt: '2026-03-02T09:00:00.000000Z', source: 'crm', sourceEventId: 'e1' };
  const checked = checkFact({ type, data, metadata });
  return 'faults' in checked ? checked.faults.map(({ field }) => field ?? '-') : [];
};

describe('what the organisation lays down about reading its deals', () => {
  const boundary = {
    key: 'order',
    on: 'closing',
    only: ['won'],
    to: 'desk',
    items: [{ key: 'account', field: 'customerId' }],
  };

  it('is taken as a fact', () => {
    expect(
      check('HandoverDerivationDefined', { organisationId: 'crm:acme', version: 1, boundaries: [boundary] }),
    ).toEqual([]);
    expect(check('WorkItemsDefined', { organisationId: 'crm:acme', version: 1, activityPrefixes: ['W_'] })).toEqual([]);
  });

  it('is refused with all its faults at once', () => {
    const item = { key: '', field: 'customerId', weight: 0 };
    const faulty = { ...boundary, on: 'sunrise', items: [item] };
    const faults = check('HandoverDerivationDefined', {
      organisationId: 'crm:acme',
      version: 0,
      boundaries: [faulty, { ...boundary, items: [] }],
    });
    expect([...faults].sort()).toEqual([
      'data.boundaries.0.items.0.key',
      'data.boundaries.0.items.0.weight',
      'data.boundaries.0.on',
      'data.boundaries.1.items',
      'data.version',
    ]);
  });
});
