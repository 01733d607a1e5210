/** What can go wrong at a server, to be set by a spec. Everything else works as usual. */
export class WireFaults {
  /** So long before each answer, in milliseconds. */
  replyDelayMs = 0;
  /** So many appends are done, and their answer never comes: the connection hangs, or breaks. */
  appendRepliesLost = 0;
  howRepliesAreLost: 'hang' | 'break' = 'hang';
  /** So many appends are not even looked at: the server is not ready. */
  appendsRefused = 0;
  /** Subscriptions stay open and say nothing more. */
  areSubscriptionsMute = false;
  /** Nobody may read or write. */
  isAccessDenied = false;
  /** Bytes that one append may take, as the server's MaxAppendSize. */
  appendBytesMax = 16 * 1024 * 1024 - 1024;
  /** Subscriptions do not tell that they have caught up, as older servers. */
  tellsCaughtUp = true;
  /** Called with the stream of each append, before it is judged: whoever writes here comes first. */
  beforeAppend: (stream: string) => void = () => undefined;
}

/** What a server was asked for. */
export class WireCounts {
  readonly streamReads = new Map<string, number>();
  allReads = 0;
  appends = 0;
  batchAppends = 0;
  subscriptions = 0;
  /** Events that were handed to the connections of subscriptions. */
  eventsPushed = 0;
  /** Subscriptions that wait for their reader to take what was sent. */
  readersAwaited = 0;

  countStreamRead(stream: string): void {
    this.streamReads.set(stream, (this.streamReads.get(stream) ?? 0) + 1);
  }
}
