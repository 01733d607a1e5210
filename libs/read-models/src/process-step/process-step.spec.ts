import { contextOf } from '../context';
import { drawnVersion, officeHours, processOf, publishedVersion, shippedProcess } from '../testing';
import { processStepRows } from './process-step.rows';

const published = '2026-01-01 00:00';

describe('process_step', () => {
  it('says what is due in each step of each published version', () => {
    const rows = processStepRows(
      contextOf([
        ...publishedVersion('sale', 1, published, { contact: 3600, offer: 7200 }),
        ...drawnVersion(
          'sale',
          2,
          '2026-03-01 00:00',
          { contact: ['offer'], offer: [] },
          { offer: { paperwork: ['quote', 'terms'], fromCustomer: ['terms'], closing: true, join: 'all' } },
        ),
        processOf('sale')('StepMessageVersioned', published, { stepKey: 'offer', version: 1, text: 'Your offer' }),
        processOf('sale')('VersionRetired', '2026-03-01 00:00', { version: 1 }),
        officeHours('Europe/Berlin'),
      ]),
    );
    expect(
      rows.map(({ version, step_key, ordinal, expected_bs }) => [version, step_key, ordinal, expected_bs]),
    ).toEqual([
      [1, 'contact', 1, 3600],
      [1, 'offer', 2, 7200],
      [2, 'contact', 1, 3600],
      [2, 'offer', 2, 3600],
    ]);
    expect(rows[2]).toMatchObject({ next_kind: 'xor', next_steps: ['offer'], begins_after: 'any', is_closing: false });
    expect(rows[3]).toMatchObject({
      ...{ next_kind: null, next_steps: null, begins_after: 'all', is_closing: true, is_visible: true },
      ...{ people: ['rep'], people_n: 1, paperwork: ['quote', 'terms'], paperwork_n: 2, from_customer: ['terms'] },
      ...{ message: 'Your offer', calendar_id: 'office', calendar_reason: null, process_title: 'sale' },
      ...{ effective_from_at: '2026-03-01T00:00:00.000000Z', retired_at: null },
    });
    expect(rows[0]!.retired_at).toBe('2026-03-01T00:00:00.000000Z');
  });

  it('leaves out drafts, and says why it knows no calendar', () => {
    const drafted = publishedVersion('sale', 1, published, { contact: 3600 }).filter(
      ({ type }) => type !== 'VersionPublished',
    );
    expect(processStepRows(contextOf(drafted))).toEqual([]);
    const named = publishedVersion('sale', 1, published, { contact: 3600 }, 'night-shift');
    expect(processStepRows(contextOf(named))[0]).toMatchObject({
      calendar_id: null,
      calendar_reason: 'calendar_not_published',
    });
  });

  it('lists all ten steps of the shipped process, in their order', () => {
    const rows = processStepRows(contextOf(shippedProcess('customer-journey')));
    expect(rows.length).toBeGreaterThanOrEqual(10);
    expect(rows.map(({ ordinal }) => ordinal)).toEqual([...rows.map(({ ordinal }) => ordinal)].sort((a, b) => a - b));
    for (const { owner_role, exit_criterion, expected_bs } of rows)
      expect([owner_role, exit_criterion, expected_bs > 0]).not.toContain('');
  });
});
