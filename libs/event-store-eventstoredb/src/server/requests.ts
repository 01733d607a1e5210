import { Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { AppendReq, ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { type EncodedEvent } from '@gemba/event-sourcing';
import { envelopeText } from './server-event';

const { Options } = ReadReq;
const { ReadDirection } = Options;

/** So many events the server looks through at a time for those that a filter lets through. */
const SEARCH_WINDOW_EVENTS = 1_024;

const identifierOf = (stream: string): StreamIdentifier =>
  new StreamIdentifier().setStreamName(new Uint8Array(Buffer.from(stream, 'utf8')));

const readRequest = (options: ReadReq.Options): ReadReq =>
  new ReadReq().setOptions(
    options.setUuidOption(new Options.UUIDOption().setString(new Empty())).setResolveLinks(false),
  );

/** Lets events of streams through whose name begins so. */
const filterBy = (prefix: string): ReadReq.Options.FilterOptions =>
  new Options.FilterOptions()
    .setStreamIdentifier(new Options.FilterOptions.Expression().setPrefixList([prefix]))
    .setMax(SEARCH_WINDOW_EVENTS)
    .setCheckpointintervalmultiplier(1);

const allFrom = (commit: bigint | 'start' | 'end'): ReadReq.Options.AllOptions => {
  const all = new Options.AllOptions();
  if (commit === 'start') return all.setStart(new Empty());
  if (commit === 'end') return all.setEnd(new Empty());
  const position = String(commit);
  return all.setPosition(new Options.Position().setCommitPosition(position).setPreparePosition(position));
};

/** The events of the whole log from a position on, which is included, whose stream's name begins so. */
export const readAllRequest = (prefix: string, commit: bigint, count: number): ReadReq =>
  readRequest(
    new Options()
      .setAll(allFrom(commit === 0n ? 'start' : commit))
      .setFilter(filterBy(prefix))
      .setCount(String(count)),
  );

/** The last of them. */
export const readLastRequest = (prefix: string): ReadReq =>
  readRequest(
    new Options()
      .setAll(allFrom('end'))
      .setFilter(filterBy(prefix))
      .setReadDirection(ReadDirection.BACKWARDS)
      .setCount('1'),
  );

/**
 * Those behind the event at a position, and what comes. The position must be that of an event which the filter lets
 * through: the server leaves out the first one that it finds there or later.
 */
export const subscribeToAllRequest = (prefix: string, commit: bigint | 'start'): ReadReq =>
  readRequest(
    new Options()
      .setAll(allFrom(commit))
      .setFilter(filterBy(prefix))
      .setSubscription(new Options.SubscriptionOptions()),
  );

export const readStreamRequest = (stream: string, fromVersion: number, count: number): ReadReq =>
  readRequest(
    new Options()
      .setStream(new Options.StreamOptions().setStreamIdentifier(identifierOf(stream)).setRevision(String(fromVersion)))
      .setNoFilter(new Empty())
      .setCount(String(count)),
  );

export const readStreamEndRequest = (stream: string): ReadReq =>
  readRequest(
    new Options()
      .setStream(new Options.StreamOptions().setStreamIdentifier(identifierOf(stream)).setEnd(new Empty()))
      .setNoFilter(new Empty())
      .setReadDirection(ReadDirection.BACKWARDS)
      .setCount('1'),
  );

export const subscribeToStreamEndRequest = (stream: string): ReadReq =>
  readRequest(
    new Options()
      .setStream(new Options.StreamOptions().setStreamIdentifier(identifierOf(stream)).setEnd(new Empty()))
      .setNoFilter(new Empty())
      .setSubscription(new Options.SubscriptionOptions()),
  );

/** An event on its way to the server, in the server's terms. */
export interface ProposedEvent {
  readonly attemptId: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

export const proposedEvent = (encoded: EncodedEvent, attemptId: string): ProposedEvent => ({
  attemptId,
  type: encoded.event.type,
  data: encoded.data,
  metadata: envelopeText(encoded),
});

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf8'));

/** The messages of one append, made as they are sent. `expected` -1: the stream has no event yet. */
export function* appendRequests(
  stream: string,
  expected: number,
  events: readonly ProposedEvent[],
): Generator<AppendReq> {
  const options = new AppendReq.Options().setStreamIdentifier(identifierOf(stream));
  if (expected < 0) options.setNoStream(new Empty());
  else options.setRevision(String(expected));
  yield new AppendReq().setOptions(options);
  for (const { attemptId, type, data, metadata } of events) {
    const message = new AppendReq.ProposedMessage()
      .setId(new UUID().setString(attemptId))
      .setData(bytesOf(data))
      .setCustomMetadata(bytesOf(metadata));
    message.getMetadataMap().set('type', type).set('content-type', 'application/json');
    yield new AppendReq().setProposedMessage(message);
  }
}
