import { canonicalInstant, type Micros, microsOfInstant } from '@gemba/event-sourcing';
import { type StepRecord } from '../../deal-case';
import { type HistoryEvent } from '../../history';
import { type Deviation, deviation } from '../deviation';

/** From where on keying in late, or much at once, counts. */
export interface EntryRule {
  readonly backdatedAfterHours: number;
  readonly batchSteps: number;
  readonly batchSeconds: number;
}

const SECOND = 1_000_000;
const HOUR = 3_600 * SECOND;

const keyedInAt = ({ metadata: { enteredAt } }: HistoryEvent): Micros | null => {
  const at = enteredAt === undefined ? null : canonicalInstant(enteredAt);
  return at === null ? null : microsOfInstant(at);
};

/** When it had happened at the latest: a source that knows the day alone means some time within it. */
const happenedBy = ({ metadata }: HistoryEvent): Micros | null => {
  if (metadata.timePrecision === 'unknown') return null;
  return microsOfInstant(metadata.occurredAt) + (metadata.timePrecision === 'day' ? 24 * HOUR : 0);
};

/** Steps keyed in long after they happened. Nothing where the source says no time of entry. */
export const backdatedSteps = (steps: readonly StepRecord[], { backdatedAfterHours }: EntryRule): Deviation[] =>
  steps.flatMap(({ stepKey, event }) => {
    const [keyedIn, happened] = [keyedInAt(event), happenedBy(event)];
    if (keyedIn === null || happened === null) return [];
    const entryLagHours = (keyedIn - happened) / HOUR;
    return entryLagHours > backdatedAfterHours ? [deviation('backdating', stepKey, [event], { entryLagHours })] : [];
  });

/** Steps keyed in at once: as many as follow each other at the keyboard within the time, each batch once. */
export const batchesOfSteps = (steps: readonly StepRecord[], { batchSteps, batchSeconds }: EntryRule): Deviation[] => {
  const keyed = steps
    .flatMap(({ event }) => {
      const at = keyedInAt(event);
      return at === null ? [] : [{ event, at }];
    })
    .sort((a, b) => a.at - b.at || (a.event.eventId < b.event.eventId ? -1 : 1));
  const batches: Deviation[] = [];
  for (let first = 0; first < keyed.length;) {
    let end = first + 1;
    while (end < keyed.length && keyed[end]!.at - keyed[first]!.at <= batchSeconds * SECOND) end++;
    const batch = keyed.slice(first, end);
    if (batch.length < batchSteps) {
      first++;
      continue;
    }
    batches.push(
      deviation(
        'batch_entry',
        null,
        batch.map(({ event }) => event),
      ),
    );
    first = end;
  }
  return batches;
};
