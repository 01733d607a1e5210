import { type EventMetadata, identify, type NewEvent } from '@gemba/event-sourcing';

/** One event of a benchmark and where it goes. */
export interface BenchEvent {
  readonly stream: number;
  readonly version: number;
  readonly event: NewEvent;
}

export type Batch = readonly BenchEvent[];

export const streamNameOf = (stream: number): string => `deal-bench:${stream}`;

/** About as long as an event of a real log: 260 characters of metadata, 150 of data. */
const benchEvent = (stream: number, version: number): NewEvent => {
  const second = String(version % 60).padStart(2, '0');
  const metadata: EventMetadata = {
    schemaVersion: 1,
    occurredAt: `2026-03-02T09:00:${second}.123456Z`,
    source: 'bench-crm',
    sourceEventId: `case ${stream}|Completing the application|complete|2026-03-02T09:00:${second}.123456Z|${version}`,
    sourceSequence: String(version),
    actorId: `bench-crm:rep-${stream % 50}`,
  };
  const data = {
    dealId: `bench:${stream}`,
    activity: 'Completing the application',
    lifecycle: 'complete',
    resource: `bench-crm:rep-${stream % 50}`,
    attributes: { amount: 1_000 + (stream % 9_000) },
  };
  return identify({ type: 'ActivityRecorded', data }, metadata);
};

export interface BatchShape {
  readonly eventsPerBatch: number;
  readonly streamsPerBatch: number;
  /** Streams exist already: their first event was recorded before. */
  readonly isKnown: boolean;
}

/** Batches over streams that no earlier call used: each stream's events stand together, as in a sorted log. */
export const makeBatches = (
  { eventsPerBatch, streamsPerBatch, isKnown }: BatchShape,
  batches: number,
  firstStream: number,
): Batch[] =>
  Array.from({ length: batches }, (_, batch) =>
    Array.from({ length: eventsPerBatch }, (_, index) => {
      const place = Math.floor((index * streamsPerBatch) / eventsPerBatch);
      const inStream = index - Math.ceil((place * eventsPerBatch) / streamsPerBatch);
      const stream = firstStream + batch * streamsPerBatch + place;
      const version = inStream + (isKnown ? 1 : 0);
      return { stream, version, event: benchEvent(stream, version) };
    }),
  );

/** The event that makes a stream known. */
export const openingEvents = (batches: readonly Batch[]): BenchEvent[] =>
  [...new Set(batches.flatMap((batch) => batch.map(({ stream }) => stream)))].map((stream) => ({
    stream,
    version: 0,
    event: benchEvent(stream, 0),
  }));
