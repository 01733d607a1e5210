import { type ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { type EventMetadata, type EncodedEvent, instantOfMicros, type RecordedEvent } from '@gemba/event-sourcing';
import { positionOf } from '../positions';

/** An event as the server gives it. */
export interface ServerEvent {
  /** The id of the attempt to append it, not ours. */
  readonly attemptId: string;
  /** As the server calls the stream. */
  readonly stream: string;
  readonly version: number;
  readonly commit: bigint;
  /** The server's clock when it wrote the event, in microseconds since 1970. It may fall from event to event. */
  readonly createdMicros: number;
  readonly type: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** What stands in the server's metadata of an event of ours. */
export interface Envelope {
  readonly eventId: string;
  readonly digest: string;
  readonly metadata: EventMetadata;
}

/** In a record of ours stands an event that we did not write. */
export class ForeignEvent extends Error {
  readonly code = 'foreign-event';
}

const TICKS_PER_MICROSECOND = 10n;
/** What the server sends for "not known". */
const NO_POSITION = 2n ** 64n - 1n;

export const serverEventsIn = (messages: Iterable<ReadResp>): ServerEvent[] => {
  const events: ServerEvent[] = [];
  for (const message of messages) {
    const event = serverEventIn(message);
    if (event !== null) events.push(event);
  }
  return events;
};

export const serverEventIn = (message: ReadResp): ServerEvent | null => {
  const event = message.getEvent()?.getEvent();
  if (event === undefined) return null;
  const commit = BigInt(event.getCommitPosition());
  if (commit === NO_POSITION) {
    throw new Error(
      'The server does not tell the positions of events when it reads a stream: EventStoreDB 23.10 or later is needed.',
    );
  }
  const server = event.getMetadataMap();
  return {
    attemptId: event.getId()!.getString(),
    stream: Buffer.from(event.getStreamIdentifier()!.getStreamName_asU8()).toString('utf8'),
    version: Number(event.getStreamRevision()),
    commit,
    createdMicros: Number(BigInt(server.get('created')!) / TICKS_PER_MICROSECOND),
    type: server.get('type')!,
    data: event.getData_asU8(),
    metadata: event.getCustomMetadata_asU8(),
  };
};

const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');

export const envelopeText = ({ event, metadata }: EncodedEvent): string =>
  `{"eventId":${JSON.stringify(event.eventId)},"digest":"${event.digest}","metadata":${metadata}}`;

export const envelopeOf = ({ stream, version, metadata }: ServerEvent): Envelope => {
  try {
    const envelope = JSON.parse(textOf(metadata)) as Partial<Envelope> | null;
    if (typeof envelope?.eventId === 'string' && typeof envelope.digest === 'string') return envelope as Envelope;
  } catch {
    // Told below.
  }
  throw new ForeignEvent(
    `Version ${version} of the stream ${stream} was not written by Gemba. ` +
      "Keep others from writing to the record's streams by their access lists.",
  );
};

/** The event as the port gives it. */
export const recordedEvent = (event: ServerEvent, stream: string, recordedMicros: number): RecordedEvent => ({
  ...envelopeOf(event),
  type: event.type,
  data: JSON.parse(textOf(event.data)) as RecordedEvent['data'],
  stream,
  version: event.version,
  position: positionOf(event.commit),
  recordedAt: instantOfMicros(recordedMicros),
});
