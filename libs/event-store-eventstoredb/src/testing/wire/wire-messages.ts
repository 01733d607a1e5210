import { Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { type Refusal, refusal, STATUS } from './grpc';
import { type WireEvent } from './wire-log';

const { ReadEvent } = ReadResp;

export const identifierOf = (stream: string): StreamIdentifier =>
  new StreamIdentifier().setStreamName(new Uint8Array(Buffer.from(stream)));

export const nameIn = (identifier: StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');

export const eventMessage = (event: WireEvent): ReadResp => {
  const position = String(event.position);
  const recorded = new ReadEvent.RecordedEvent()
    .setId(new UUID().setString(event.id))
    .setStreamIdentifier(identifierOf(event.stream))
    .setStreamRevision(String(event.revision))
    .setCommitPosition(position)
    .setPreparePosition(position)
    .setData(new Uint8Array(event.data))
    .setCustomMetadata(new Uint8Array(event.metadata));
  recorded
    .getMetadataMap()
    .set('type', event.type)
    .set('created', String(event.createdTicks))
    .set('content-type', event.isJson ? 'application/json' : 'application/octet-stream');
  return new ReadResp().setEvent(new ReadEvent().setEvent(recorded).setCommitPosition(position));
};

export const notFoundMessage = (stream: string): ReadResp =>
  new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound().setStreamIdentifier(identifierOf(stream)));

export const confirmationMessage = (id: string): ReadResp =>
  new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(id));

export const caughtUpMessage = (): ReadResp => new ReadResp().setCaughtUp(new ReadResp.CaughtUp());

export const checkpointMessage = (position: bigint): ReadResp =>
  new ReadResp().setCheckpoint(
    new ReadResp.Checkpoint().setCommitPosition(String(position)).setPreparePosition(String(position)),
  );

export const empty = (): Empty => new Empty();

export const notLeader = (host: string, port: number): Refusal =>
  refusal(STATUS.notFound, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port),
  });

export const notReady = (): Refusal => refusal(STATUS.unavailable, 'Server Is Not Ready');

export const accessDenied = (): Refusal =>
  refusal(STATUS.permissionDenied, 'Access Denied', { exception: 'access-denied' });

export const invalidPosition = (): Refusal =>
  refusal(STATUS.invalidArgument, 'Trying to read from an invalid position.');

export const streamDeleted = (stream: string): Refusal =>
  refusal(STATUS.failedPrecondition, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });

export const tooLarge = (bytesMax: number): Refusal =>
  refusal(STATUS.invalidArgument, `Maximum Append Size of ${bytesMax} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(bytesMax),
  });
