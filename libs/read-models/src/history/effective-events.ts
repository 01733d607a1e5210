import { canonicalInstant, compareHappening, type EventMetadata } from '@gemba/event-sourcing';
import { type DealEventCorrected } from '@gemba/sales-process/sales.events';
import { upcast } from '@gemba/sales-process/sales.events.upcast';
import { type HistoryEvent } from './history-event';

type Correction = DealEventCorrected['data'];

interface HoldingCorrection {
  readonly eventId: string;
  readonly correction: Correction;
}

const isCorrection = (event: HistoryEvent): boolean => event.type === 'DealEventCorrected';

/** Of two corrections of one event: the higher mapping version holds; of equals the greater id, so that one does. */
const holdsOver = (a: HoldingCorrection, b: HoldingCorrection): boolean => {
  const byVersion = a.correction.mappingVersion - b.correction.mappingVersion;
  return byVersion === 0 ? a.eventId > b.eventId : byVersion > 0;
};

/** An event is known by its stream and id: another stream's event of that id is another event. */
const keyOf = (stream: string, eventId: string): string => `${eventId} ${stream}`;

const holdingCorrections = (events: readonly HistoryEvent[]): ReadonlyMap<string, HoldingCorrection> => {
  const holding = new Map<string, HoldingCorrection>();
  for (const event of events) {
    if (!isCorrection(event)) continue;
    const correction = event.data as unknown as Correction;
    const key = keyOf(event.stream, correction.correctsEventId);
    const candidate = { eventId: event.eventId, correction };
    const known = holding.get(key);
    if (known === undefined || holdsOver(candidate, known)) holding.set(key, candidate);
  }
  return holding;
};

/** A correction that gives a time knows it: a precision that the wrong event had no longer applies. */
const correctedMetadata = (metadata: EventMetadata, occurredAt: string | undefined): EventMetadata => {
  const instant = occurredAt === undefined ? null : canonicalInstant(occurredAt);
  if (instant === null) return metadata;
  const { timePrecision: _, ...rest } = metadata;
  return { ...rest, occurredAt: instant };
};

const corrected = (event: HistoryEvent, { replacement }: Correction): HistoryEvent | null =>
  replacement === null
    ? null
    : {
        ...event,
        type: replacement.type,
        data: replacement.data as HistoryEvent['data'],
        metadata: correctedMetadata(event.metadata, replacement.occurredAt),
      };

/** Of one event recorded in several streams of a deal the one in the first stream by name stands for all. */
const eachIdOnce = (events: readonly HistoryEvent[]): readonly HistoryEvent[] => {
  const first = new Map<string, HistoryEvent>();
  for (const event of events) {
    const known = first.get(event.eventId);
    if (known === undefined || event.stream < known.stream) first.set(event.eventId, event);
  }
  return first.size === events.length ? events : [...first.values()];
};

/**
 * What really happened, in the order it happened: old shapes lifted to today's, corrections applied and gone themselves,
 * each event id once.
 * A correction may stand before or after what it corrects; one of an event that is not there does nothing, and a
 * correction is itself corrected only by a higher mapping version. The result depends on no order of the input.
 */
export const effectiveEvents = (recorded: readonly HistoryEvent[]): HistoryEvent[] => {
  const events = recorded.map((event) => upcast(event));
  if (!events.some(isCorrection)) return [...eachIdOnce(events)].sort(compareHappening);
  const corrections = holdingCorrections(events);
  const effective: HistoryEvent[] = [];
  for (const event of events) {
    if (isCorrection(event)) continue;
    const holding = corrections.get(keyOf(event.stream, event.eventId));
    const said = holding === undefined ? event : corrected(event, holding.correction);
    if (said !== null) effective.push(said);
  }
  return [...eachIdOnce(effective)].sort(compareHappening);
};
