import { classifyRepetitions, pingPongs, type Repetition } from '@gemba/process-analytics';
import { type Context, teamAt, workItemRuleFor } from '../context';
import { type DealCase, type Moment, momentOf, rememberingLast, type Visit } from '../deal-case';
import { type HistoryEvent } from '../history';
import { workDoneIn } from './is-work';

/** One piece of work in a deal, and whether it was done before. */
export interface WorkItem {
  readonly moment: Moment;
  readonly activity: string;
  /** Said by the source, or the step that the deal was in; null where it was in none. */
  readonly stepKey: string | null;
  /** Null: unknown, and therefore the same as nobody. */
  readonly actorId: string | null;
  readonly teamId: string | null;
  readonly repetition: Repetition | null;
  /** Whether with it the work came back to an actor who had just passed it on. */
  readonly isPingPong: boolean;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const actorOf = ({ data, metadata }: HistoryEvent): string | null => metadata.actorId ?? textOrNull(data['resource']);

const teamOf = ({ metadata }: HistoryEvent, actorId: string | null, context: Context): string | null =>
  metadata.teamId ?? (actorId === null ? null : teamAt(context, actorId, metadata.occurredAt));

/** Steps at instants that never go back. */
const stepsAlong = (visits: readonly Visit[]): ((at: string) => string | null) => {
  let next = 0;
  return (at) => {
    while (next < visits.length && visits[next]!.entered.at <= at) next++;
    const visit = visits[next - 1];
    const isThere = visit !== undefined && (visit.exited === null || at <= visit.exited.at);
    return isThere ? visit.stepKey : null;
  };
};

const piecesOf = ({ happenings, attempts, bindings }: DealCase, context: Context): Mutable<WorkItem>[] => {
  const rule = workItemRuleFor(context, bindings[0].processId);
  const stepAt = stepsAlong(attempts.flatMap(({ visits }) => visits));
  const pieces: Mutable<WorkItem>[] = [];
  for (const event of happenings) {
    const activity = workDoneIn(event, rule);
    if (activity === null) continue;
    const actorId = actorOf(event);
    pieces.push({
      moment: momentOf(event),
      activity,
      stepKey: textOrNull(event.data['stepKey']) ?? stepAt(event.metadata.occurredAt),
      actorId,
      teamId: teamOf(event, actorId, context),
      repetition: null,
      isPingPong: false,
    });
  }
  return pieces;
};

/** The pieces of work of a deal in the order they were done, unknown actors in their places. */
export const workSequence = rememberingLast((dealCase: DealCase, context: Context): readonly WorkItem[] => {
  const pieces = piecesOf(dealCase, context);
  const repetitions = classifyRepetitions(pieces.map(({ activity, actorId }) => ({ activity, actor: actorId })));
  repetitions.forEach((repetition, i) => (pieces[i]!.repetition = repetition));
  for (const at of pingPongs(pieces.map(({ actorId }) => actorId))) pieces[at]!.isPingPong = true;
  return pieces;
});
