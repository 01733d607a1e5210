import { describeWithData } from '@gemba/process-analytics/testing';
import { contextOf } from '../context';
import { foldDealCase } from '../deal-case';
import { historiesOf, organisation } from '../testing';
import { type WorkItemRow, workItemRows } from './work-item.rows';

describeWithData('event-logs/bpic2012.xes.gz', 'work_item on the BPI Challenge 2012', () => {
  const context = contextOf([
    organisation('bpic2012:bank')('WorkItemsDefined', '2012-01-01 00:00', {
      version: 1,
      processId: 'bpic2012:loan',
      activityPrefixes: ['W_'],
      lifecycles: ['COMPLETE'],
    }),
  ]);
  const found: WorkItemRow[] = [];

  beforeAll(async () => {
    for (const [dealId, events] of await historiesOf('bpic2012', 'event-logs/bpic2012.xes.gz')) {
      for (const row of workItemRows(foldDealCase(dealId, events, context), context)) found.push(row);
    }
  }, 300_000);

  const counted = (kind: WorkItemRow['repetition']) => {
    const some = found.filter(({ repetition }) => repetition === kind);
    return (['repeat', 'redo', 'unknown'] as const).map(
      (by) => some.filter(({ repeated_by }) => repeated_by === by).length,
    );
  };

  it('finds 12,020 self-loops by the same actor, 27,074 by another, and 8,874 by nobody knows whom', () => {
    expect(counted('self_loop')).toEqual([12_020, 27_074, 8_874]);
  });

  it('finds repetitions against the first time', () => {
    expect(counted('repetition')).toEqual([1293, 950, 105]);
  });

  it('finds work that came back 1,871 times, where taking the unknown for one person would say 2,840', () => {
    expect(found.filter(({ is_ping_pong }) => is_ping_pong)).toHaveLength(1871);
  });
});
