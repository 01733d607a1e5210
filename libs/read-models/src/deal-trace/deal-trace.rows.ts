import { type Context, type WorkItemRule, workItemRuleFor } from '../context';
import { type DealCase, knownAt, type Outcome } from '../deal-case';
import { type HistoryEvent } from '../history';
import { type Row } from '../read-model';

export interface DealTraceRow extends Row {
  readonly deal_id: string;
  readonly process_id: string | null;
  readonly team_id: string | null;
  readonly opened_at: string | null;
  readonly closed_at: string | null;
  readonly outcome: Outcome | 'open';
  readonly trace: readonly string[];
  readonly left_out_n: number;
}

/** A deal that a machine touched ten thousand times shows its way in the first of them. */
const LENGTH_MAX = 500;

const COMPLETE = /^completed?$/i;

const isDone = (lifecycle: unknown, rule: WorkItemRule | null): boolean =>
  rule?.lifecycles === undefined
    ? lifecycle === undefined || (typeof lifecycle === 'string' && COMPLETE.test(lifecycle))
    : typeof lifecycle === 'string' && rule.lifecycles.includes(lifecycle);

const activityOf = ({ type, data }: HistoryEvent, rule: WorkItemRule | null): string | null => {
  const { activity, lifecycle } = data;
  if (type !== 'ActivityRecorded' || typeof activity !== 'string' || !isDone(lifecycle, rule)) return null;
  const prefixes = rule?.activityPrefixes;
  return prefixes === undefined || prefixes.some((prefix) => activity.startsWith(prefix)) ? activity : null;
};

/** Steps and pieces of work in the order they happened; of a closed deal those up to its closing. */
const wayOf = ({ happenings, conduct, attempts }: DealCase, rule: WorkItemRule | null): string[] => {
  const stepOf = new Map(conduct.steps.map(({ event, stepKey }) => [event, stepKey]));
  const closing = attempts.at(-1)!.closed?.at ?? null;
  return happenings.flatMap((event) => {
    if (closing !== null && event.metadata.occurredAt > closing) return [];
    const name = stepOf.get(event) ?? activityOf(event, rule);
    return name === null ? [] : [name];
  });
};

/** The one row that says which way a deal went. */
export const dealTraceRows = (dealCase: DealCase, context: Context): DealTraceRow[] => {
  const { processId } = dealCase.bindings.at(-1)!;
  const attempt = dealCase.attempts.at(-1)!;
  const way = wayOf(dealCase, workItemRuleFor(context, processId));
  return [
    {
      deal_id: dealCase.dealId,
      process_id: processId,
      team_id: dealCase.facts.teamId,
      opened_at: knownAt(dealCase.opened),
      closed_at: knownAt(attempt.closed),
      outcome: attempt.outcome ?? 'open',
      trace: way.slice(0, LENGTH_MAX),
      left_out_n: Math.max(0, way.length - LENGTH_MAX),
    },
  ];
};
