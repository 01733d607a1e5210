import { type Position, type RecordedEvent } from '@gemba/event-sourcing';
import { contextOf, type HistoryEvent } from '@gemba/read-models';
import { knownDeal } from './known-streams';
import { type ReplayAnswer, type ReplayEntry } from './replay.dto';
import { standingAfter } from './standing';
import { type TimelineEvent, timelineOf } from './timeline';

/** What a replay is made of: recorded events, and what was asked. */
export interface ReplayInput {
  readonly dealId: string;
  readonly candidates: ReadonlyMap<string, readonly RecordedEvent[]>;
  readonly reference: readonly RecordedEvent[];
  /** Nothing recorded behind it counts. */
  readonly upTo: Position;
  /** Streams that were linked to the deal behind it may be missing among the candidates. */
  readonly linkedUpTo: Position;
  readonly asOf: string | null;
  readonly asAt: string | null;
  readonly after: number;
  readonly limit: number;
}

/** Folds between two turns given to other requests. */
const FOLDS_PER_TURN = 50;

const recordedBy = (events: readonly RecordedEvent[], upTo: Position): RecordedEvent[] =>
  events.filter(({ position }) => position <= upTo);

const entryOf = (
  { kind, recorded, holds, correctedBy }: TimelineEvent,
  seq: number,
  standing: ReplayEntry['standing'],
): ReplayEntry => ({
  seq,
  kind,
  type: holds.type,
  data: holds.data,
  occurredAt: holds.metadata.occurredAt,
  timePrecision: holds.metadata.timePrecision ?? null,
  recordedAt: recorded.recordedAt,
  enteredAt: recorded.metadata.enteredAt ?? null,
  actorId: recorded.metadata.actorId ?? null,
  teamId: recorded.metadata.teamId ?? null,
  eventId: recorded.eventId,
  stream: recorded.stream,
  version: recorded.version,
  position: String(recorded.position),
  source: recorded.metadata.source,
  sourceEventId: recorded.metadata.sourceEventId,
  sourceSequence: recorded.metadata.sourceSequence ?? null,
  correlationId: recorded.metadata.correlationId ?? null,
  causationId: recorded.metadata.causationId ?? null,
  extensions: recorded.metadata.extensions ?? null,
  correctedBy,
  recordedAs:
    kind === 'corrected'
      ? { type: recorded.type, data: recorded.data, occurredAt: recorded.metadata.occurredAt }
      : null,
  standing,
});

const hasHappened = ({ kind }: TimelineEvent): boolean => kind === 'happened' || kind === 'corrected';

/**
 * A deal's past, event by event, with where it stood after each. As-of: what had been recorded by then. As-at: what had
 * happened by then, as known at the as-of. Null when nothing of the deal was known. Cost: one fold of the past for each
 * event on the page, with pauses for other requests.
 */
export const replay = async (input: ReplayInput): Promise<ReplayAnswer | null> => {
  const { candidates, upTo, asOf, asAt, after, limit } = input;
  const known = new Map([...candidates].map(([stream, events]) => [stream, recordedBy(events, upTo)]));
  const { rootId, streams } = knownDeal(input.dealId, known);
  const timeline = timelineOf([...streams.values()].flat()).filter(
    ({ holds }) => asAt === null || holds.metadata.occurredAt <= asAt,
  );
  if (streams.size === 0) return null;
  const context = contextOf(recordedBy(input.reference, upTo));
  const entries: ReplayEntry[] = [];
  const happened: HistoryEvent[] = timeline
    .slice(0, after)
    .filter(hasHappened)
    .map(({ holds }) => holds);
  for (const [index, event] of timeline.slice(after, after + limit).entries()) {
    if (hasHappened(event)) happened.push(event.holds);
    entries.push(entryOf(event, after + index + 1, standingAfter(rootId, happened, context)));
    if (index % FOLDS_PER_TURN === FOLDS_PER_TURN - 1) await new Promise(setImmediate);
  }
  return {
    dealId: rootId,
    streams: [...streams.keys()],
    asOf: { recordedAt: asOf, position: String(upTo), linkedUpTo: String(input.linkedUpTo) },
    asAt,
    events: timeline.length,
    entries,
    next: after + entries.length < timeline.length ? after + entries.length : null,
  };
};
