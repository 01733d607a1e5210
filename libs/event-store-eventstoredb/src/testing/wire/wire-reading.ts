import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { ReadReq, type ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { type ReadCall } from './grpc';
import { type WireCounts, type WireFaults } from './wire-faults';
import { type WireEvent, type WireLog } from './wire-log';
import {
  caughtUpMessage,
  checkpointMessage,
  confirmationMessage,
  eventMessage,
  invalidPosition,
  nameIn,
  notFoundMessage,
  streamDeleted,
} from './wire-messages';

type Options = ReadReq.Options;
type Matches = (event: WireEvent) => boolean;

const { ReadDirection } = ReadReq.Options;
/** So many events that a filter leaves out bring a checkpoint. */
const CHECKPOINT_EVENTS = 1_000;

export interface ServedLog {
  readonly log: WireLog;
  readonly faults: WireFaults;
  readonly counts: WireCounts;
}

/** Serves one Read call: a stream or $all, forwards or backwards, as far as there is or for ever. */
export const serveRead = async (call: ReadCall, served: ServedLog): Promise<void> => {
  const options = call.request.getOptions()!;
  const closed = new AbortController();
  call.on('cancelled', () => closed.abort());
  call.on('close', () => closed.abort());
  const sender = new Sender(call, closed.signal);
  if (options.hasSubscription()) return subscribe(options, served, sender);
  if (options.hasStream()) return readStream(options, served, sender);
  served.counts.allReads++;
  for (const event of slice(allFrom(options, served.log), options)) await sender.send(eventMessage(event));
};

/** Sends as fast as the reader takes. */
class Sender {
  constructor(
    private readonly call: ReadCall,
    readonly signal: AbortSignal,
  ) {}

  /** Says nothing more, until the reader goes. */
  async closed(): Promise<void> {
    if (!this.signal.aborted) await once(this.signal, 'abort');
  }

  /** Says whether the reader had to be waited for. */
  async send(message: ReadResp, onWait: (isWaiting: boolean) => void = () => undefined): Promise<boolean> {
    if (this.signal.aborted || this.call.write(message)) return false;
    onWait(true);
    await once(this.call, 'drain', { signal: this.signal }).catch(() => undefined);
    onWait(false);
    return true;
  }
}

const filterOf = (options: Options): Matches => {
  const filter = options.getFilter();
  if (filter === undefined) return () => true;
  const expression = filter.hasEventType() ? filter.getEventType()! : filter.getStreamIdentifier()!;
  const subjectOf = ({ type, stream }: WireEvent): string => (filter.hasEventType() ? type : stream);
  const regex = expression.getRegex() === '' ? null : new RegExp(expression.getRegex());
  const prefixes = expression.getPrefixList();
  return (event) =>
    regex === null ? prefixes.some((prefix) => subjectOf(event).startsWith(prefix)) : regex.test(subjectOf(event));
};

/** At most as many as were asked for. */
function* slice(events: Iterable<WireEvent>, options: Options): Generator<WireEvent> {
  let left = BigInt(options.getCount());
  for (const event of events) {
    if (left-- === 0n) return;
    yield event;
  }
}

/** A position is read from inclusively, and must be one of a record. */
function* allFrom(options: Options, log: WireLog): Generator<WireEvent> {
  const all = options.getAll()!;
  const matches = filterOf(options);
  const position = all.getPosition();
  const isBackwards = options.getReadDirection() === ReadDirection.BACKWARDS;
  let place = all.hasEnd() ? log.events.length : log.placeOf(BigInt(position?.getCommitPosition() ?? 0));
  if (place === null) throw invalidPosition();
  if (isBackwards) {
    while (--place >= 0) if (matches(log.events[place]!)) yield log.events[place]!;
  } else {
    for (; place < log.events.length; place++) if (matches(log.events[place]!)) yield log.events[place]!;
  }
}

const readStream = async (options: Options, { log, counts }: ServedLog, sender: Sender): Promise<void> => {
  const from = options.getStream()!;
  const name = nameIn(from.getStreamIdentifier());
  counts.countStreamRead(name);
  if (log.isDeleted(name)) throw streamDeleted(name);
  const events = log.stream(name);
  if (events.length === 0) return void (await sender.send(notFoundMessage(name)));
  const isBackwards = options.getReadDirection() === ReadDirection.BACKWARDS;
  const revision = from.hasRevision() ? Number(from.getRevision()) : from.hasEnd() ? events.length - 1 : 0;
  const asked = isBackwards ? events.slice(0, revision + 1).reverse() : events.slice(revision);
  for (const event of slice(asked, options)) await sender.send(eventMessage(event));
};

/** Where a subscription begins in the log. A position is where its reader stands: what follows it comes. */
const subscribedFrom = (options: Options, log: WireLog, matches: Matches): number => {
  const all = options.getAll()!;
  if (all.hasEnd()) return log.events.length;
  if (all.hasStart()) return 0;
  const place = log.placeOf(BigInt(all.getPosition()!.getCommitPosition()));
  if (place === null) throw invalidPosition();
  // As the real server does it: it leaves out the first event that the filter lets through. Who gives the position of
  // another event than one of his own loses the next of his own.
  const first = log.events.findIndex((event, index) => index >= place && matches(event));
  return first < 0 ? log.events.length : first + 1;
};

const streamFilterOf = (options: Options): { matches: Matches; from: (log: WireLog) => number } => {
  if (!options.hasStream()) {
    const matches = filterOf(options);
    return { matches, from: (log) => subscribedFrom(options, log, matches) };
  }
  const from = options.getStream()!;
  const name = nameIn(from.getStreamIdentifier());
  const after = from.hasRevision() ? Number(from.getRevision()) : from.hasEnd() ? Infinity : -1;
  return {
    matches: ({ stream, revision }) => stream === name && (after === Infinity || revision > after),
    from: (log) => (after === Infinity ? log.events.length : 0),
  };
};

const subscribe = async (options: Options, served: ServedLog, sender: Sender): Promise<void> => {
  const { log, faults, counts } = served;
  counts.subscriptions++;
  const { matches, from } = streamFilterOf(options);
  let place = from(log);
  let leftOut = 0;
  let isLive = false;
  await sender.send(confirmationMessage(randomUUID()));
  while (!sender.signal.aborted) {
    const event = log.events[place];
    if (event === undefined) {
      if (!isLive && faults.tellsCaughtUp) await sender.send(caughtUpMessage());
      isLive = true;
      await log.growth(sender.signal);
      continue;
    }
    if (faults.areSubscriptionsMute) return sender.closed();
    place++;
    if (matches(event)) {
      counts.eventsPushed++;
      // Whoever cannot follow has fallen behind, and is told when he has caught up again.
      const hadToWait = await sender.send(eventMessage(event), (is) => (counts.readersAwaited += is ? 1 : -1));
      if (hadToWait) isLive = false;
    } else if (++leftOut % CHECKPOINT_EVENTS === 0) await sender.send(checkpointMessage(event.position));
  }
};
