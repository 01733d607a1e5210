import { contextOf } from '../context';
import { foldDealCase } from '../deal-case';
import { type HistoryEvent } from '../history';
import { deal, instant, organisation } from '../testing';
import { dealTraceRows } from './deal-trace.rows';

const tell = deal('crm:1');
const opened = tell('DealOpened', '2026-03-02 08:00', { processId: 'sale' });
const enters = (stepKey: string, at: string) => tell('StepEntered', at, { stepKey });
const does = (activity: string, at: string, lifecycle?: string) =>
  tell('ActivityRecorded', at, { activity, ...(lifecycle === undefined ? {} : { lifecycle }) });
const row = (events: readonly HistoryEvent[], rules: readonly HistoryEvent[] = []) => {
  const context = contextOf(rules);
  return dealTraceRows(foldDealCase('crm:1', events, context), context)[0]!;
};

describe('deal_trace', () => {
  it('holds steps and completed work in the order they happened', () => {
    const events = [
      opened,
      enters('contact', '2026-03-02 09:00'),
      does('call', '2026-03-02 10:00', 'START'),
      does('call', '2026-03-02 11:00', 'COMPLETE'),
      does('note', '2026-03-02 12:00'),
      enters('offer', '2026-03-03 09:00'),
    ];
    expect(row(events.toReversed())).toEqual({
      deal_id: 'crm:1',
      process_id: 'sale',
      team_id: null,
      opened_at: instant('2026-03-02 08:00'),
      closed_at: null,
      outcome: 'open',
      trace: ['contact', 'call', 'note', 'offer'],
      left_out_n: 0,
    });
  });

  it('ends with the closing: what is tidied up afterwards is no part of the way', () => {
    const closed = row([
      opened,
      does('call', '2026-03-02 10:00'),
      tell('DealWon', '2026-03-03 09:00', {}),
      does('file', '2026-03-04 09:00'),
    ]);
    expect(closed).toMatchObject({ trace: ['call'], outcome: 'won', closed_at: instant('2026-03-03 09:00') });
  });

  it('counts as work what the organisation counts as work', () => {
    const rule = organisation('acme')('WorkItemsDefined', '2026-01-01 00:00', {
      version: 1,
      activityPrefixes: ['W_'],
      lifecycles: ['DONE'],
    });
    const events = [
      opened,
      does('W_call', '2026-03-02 10:00', 'DONE'),
      does('W_note', '2026-03-02 11:00', 'COMPLETE'),
      does('A_call', '2026-03-02 12:00', 'DONE'),
    ];
    expect(row(events, [rule]).trace).toEqual(['W_call']);
  });

  it('keeps the first 500 and says how many it left out', () => {
    const many = Array.from({ length: 503 }, (_, i) =>
      tell('ActivityRecorded', '2026-03-02 10:00', { activity: 'call' }, { sequence: i }),
    );
    const long = row([opened, ...many]);
    expect([long.trace.length, long.left_out_n]).toEqual([500, 3]);
  });
});
