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

/** Steps of which the source says when they were keyed in. */
export interface KeyedStep {
  readonly stepKey: string;
  readonly event: HistoryEvent;
  readonly keyedIn: Micros;
}

export const keyedSteps = (steps: readonly StepRecord[]): KeyedStep[] => {
  const keyed: KeyedStep[] = [];
  for (const { stepKey, event } of steps) {
    const keyedIn = keyedInAt(event);
    if (keyedIn !== null) keyed.push({ stepKey, event, keyedIn });
  }
  return keyed;
};

/** When it had happened at the latest: a source that knows the day alone means some time within it. */
const happenedBy = ({ metadata }: HistoryEvent): Micros | null => {
  if (metadata.timePrecision === 'unknown') return null;
  return microsOfInstant(metadata.occurredAt) + (metadata.timePrecision === 'day' ? 24 * HOUR : 0);
};

/** Steps keyed in long after they happened. */
export const backdatedSteps = (steps: readonly KeyedStep[], { backdatedAfterHours }: EntryRule): Deviation[] =>
  steps.flatMap(({ stepKey, event, keyedIn }) => {
    const happened = happenedBy(event);
    if (happened === null) return [];
    const entryLagHours = (keyedIn - happened) / HOUR;
    return entryLagHours > backdatedAfterHours ? [deviation('backdating', stepKey, [event], { entryLagHours })] : [];
  });

/** Steps keyed in at once: as many as follow each other at the keyboard within the time, each batch once. */
export const batchesOfSteps = (steps: readonly KeyedStep[], { batchSteps, batchSeconds }: EntryRule): Deviation[] => {
  if (steps.length < batchSteps) return [];
  const keyed = steps.toSorted((a, b) => a.keyedIn - b.keyedIn || (a.event.eventId < b.event.eventId ? -1 : 1));
  const batches: Deviation[] = [];
  for (let first = 0; first < keyed.length;) {
    let end = first + 1;
    while (end < keyed.length && keyed[end]!.keyedIn - keyed[first]!.keyedIn <= batchSeconds * SECOND) end++;
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
