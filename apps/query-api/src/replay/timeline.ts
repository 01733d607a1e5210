import { compareHappening, type RecordedEvent } from '@gemba/event-sourcing';
import { effectiveEvents, type HistoryEvent } from '@gemba/read-models';
import { type ReplayEntry } from './replay.dto';

/** A recorded event at its place among what happened. */
export interface TimelineEvent {
  readonly kind: ReplayEntry['kind'];
  readonly recorded: RecordedEvent;
  /** What holds: the event itself, or what a correction put in its place. */
  readonly holds: HistoryEvent;
  readonly correctedBy: string | null;
}

const keyOf = ({ stream, eventId }: Pick<RecordedEvent, 'stream' | 'eventId'>): string => `${eventId} ${stream}`;

const correctionsByTarget = (recorded: readonly RecordedEvent[]): Map<string, RecordedEvent[]> => {
  const byTarget = new Map<string, RecordedEvent[]>();
  for (const event of recorded) {
    if (event.type !== 'DealEventCorrected') continue;
    const key = keyOf({ stream: event.stream, eventId: String(event.data['correctsEventId']) });
    byTarget.set(key, [...(byTarget.get(key) ?? []), event]);
  }
  return byTarget;
};

const mappingVersion = ({ data }: RecordedEvent): number => Number(data['mappingVersion']);

/** Among corrections of one event the highest mapping version holds; of equals the greater id. */
const holdingCorrection = (corrections: readonly RecordedEvent[]): RecordedEvent =>
  corrections.reduce((best, next) => {
    const byVersion = mappingVersion(next) - mappingVersion(best);
    return byVersion > 0 || (byVersion === 0 && next.eventId > best.eventId) ? next : best;
  });

/** Every recorded event once, in the order in which what holds of them happened. Pure; no event is left out. */
export const timelineOf = (recorded: readonly RecordedEvent[]): TimelineEvent[] => {
  const effective = new Map(effectiveEvents(recorded).map((event) => [keyOf(event), event]));
  const idsTold = new Set([...effective.values()].map(({ eventId }) => eventId));
  const corrections = correctionsByTarget(recorded);
  const placed = recorded.map((event): TimelineEvent => {
    if (event.type === 'DealEventCorrected') {
      return { kind: 'correction', recorded: event, holds: event, correctedBy: null };
    }
    const holds = effective.get(keyOf(event));
    const correctors = corrections.get(keyOf(event)) ?? [];
    const correctedBy = correctors.length === 0 ? null : holdingCorrection(correctors).eventId;
    if (holds !== undefined) {
      return { kind: correctedBy === null ? 'happened' : 'corrected', recorded: event, holds, correctedBy };
    }
    const kind = correctedBy === null && idsTold.has(event.eventId) ? 'repeated' : 'withdrawn';
    return { kind, recorded: event, holds: event, correctedBy };
  });
  return placed.sort((a, b) => compareHappening(a.holds, b.holds) || (a.recorded.stream < b.recorded.stream ? -1 : 1));
};
