import { AppendInParts, type AppendOutcome, encodeWrite, type ExpectedVersion } from '@gemba/event-sourcing';
import { testEvent, testEvents } from '@gemba/event-sourcing/testing';
import { AppendQueue, type AppendQueueOptions } from './append-queue';
import { type PendingWrite } from './pending-write';

const OPTIONS: AppendQueueOptions = { eventsMax: 10, charactersMax: 1_000_000, callsMax: 2 };
const DUPLICATE: AppendOutcome = { status: 'duplicate' };

/** A database that answers when it is told to. */
class SlowDatabase {
  readonly calls: { streams: string[]; answer: () => void; fail: (error: Error) => void }[] = [];

  readonly call = (writes: readonly PendingWrite[]): Promise<AppendOutcome[]> =>
    new Promise((resolve, reject) => {
      const answer = (): void => resolve(writes.map(() => DUPLICATE));
      this.calls.push({ streams: writes.map(({ stream }) => stream), answer, fail: reject });
    });
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

/** Pushes one write; resolves with its outcome. */
const push = (
  queue: AppendQueue,
  stream: string,
  numbers: readonly number[] = [1],
  expected: ExpectedVersion = 'any',
): Promise<AppendOutcome> =>
  new Promise((settle, fail) => {
    const events = encodeWrite({ stream, expected, events: numbers.map((n) => testEvent(stream, n)) });
    if ('status' in events) throw new Error('A test write must be storable.');
    queue.push([{ stream, expected, events, settle, fail, isAbandoned: () => false }]);
  });

/** Pushes facts of one append, one a stream named. */
const pushTogether = (queue: AppendQueue, ...streams: readonly string[]): Promise<AppendOutcome[]> => {
  const append = new AppendInParts(streams.length, new AbortController().signal);
  const pending = streams.map((stream, n) => {
    const events = encodeWrite({ stream, expected: 'any', events: [testEvent(stream, n)] });
    if ('status' in events) throw new Error('A test write must be storable.');
    return { stream, expected: 'any' as const, events, ...append.at(n) };
  });
  queue.push(pending);
  return append.outcomes;
};

describe('group commit', () => {
  let database: SlowDatabase;
  let queue: AppendQueue;

  beforeEach(() => {
    database = new SlowDatabase();
    queue = new AppendQueue(database.call, OPTIONS);
  });

  const streamsOfCalls = (): string[][] => database.calls.map(({ streams }) => streams);

  it('sends what came in one turn in one call, and gathers the rest while that is under way', async () => {
    void push(queue, 'a');
    void push(queue, 'b');
    await nextTurn();
    void push(queue, 'c');
    void push(queue, 'd');
    await nextTurn();
    expect(streamsOfCalls()).toEqual([['a', 'b']]);
    expect(queue.depth).toEqual({ eventsWaiting: 2, callsUnderWay: 1 });
    database.calls[0]!.answer();
    await nextTurn();
    expect(streamsOfCalls()).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('starts a second call only for a full group, and never a third', async () => {
    for (let n = 0; n < 35; n++) void push(queue, `s${n}`);
    await nextTurn();
    expect(database.calls.map(({ streams }) => streams.length)).toEqual([10, 10]);
    database.calls[1]!.answer();
    await nextTurn();
    expect(database.calls.map(({ streams }) => streams.length)).toEqual([10, 10, 10]);
    database.calls[0]!.answer();
    await nextTurn();
    expect(queue.depth).toEqual({ eventsWaiting: 5, callsUnderWay: 1 });
  });

  it('sends the same stream again and again, one call after the other, in order', async () => {
    for (let n = 0; n < 3; n++) {
      const outcome = push(queue, 'a', [n]);
      await nextTurn();
      database.calls[n]!.answer();
      expect(await outcome).toEqual(DUPLICATE);
    }
  });

  it('keeps a stream that is under way, and all that came later, waiting', async () => {
    void push(queue, 'a', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    void push(queue, 'a', [11]);
    for (let n = 0; n < 12; n++) void push(queue, `s${n}`);
    await nextTurn();
    expect(streamsOfCalls()).toEqual([['a']]);
    database.calls[0]!.answer();
    await nextTurn();
    expect(database.calls[1]!.streams.slice(0, 2)).toEqual(['a', 's0']);
  });

  it.each<[string, ExpectedVersion, ExpectedVersion]>([
    ['two that expect a version', 0, 1],
    ['one that expects a version after a fact', 'any', 0],
    ['a fact after one that expects a version', 'none', 'any'],
  ])('parts writes to one stream: %s', async (_, first, second) => {
    void push(queue, 'a', [1], first);
    void push(queue, 'a', [2], second);
    await nextTurn();
    expect(streamsOfCalls()).toEqual([['a']]);
    database.calls[0]!.answer();
    await nextTurn();
    expect(streamsOfCalls()).toEqual([['a'], ['a']]);
  });

  it('puts facts of one stream together, but never the same event twice', async () => {
    void push(queue, 'a', [1, 2]);
    void push(queue, 'a', [3]);
    void push(queue, 'a', [4, 2]);
    void push(queue, 'b');
    await nextTurn();
    expect(streamsOfCalls()).toEqual([['a', 'a']]);
    database.calls[0]!.answer();
    await nextTurn();
    expect(streamsOfCalls()).toEqual([
      ['a', 'a'],
      ['a', 'b'],
    ]);
  });

  it('sends a write beyond the bounds in a call of its own', async () => {
    void push(queue, 'a');
    void push(
      queue,
      'large',
      testEvents('large', 1, 25).map((_, index) => index),
    );
    void push(queue, 'b');
    await nextTurn();
    expect(streamsOfCalls()).toEqual([['a'], ['large']]);
  });

  it('bounds a call by its text too', async () => {
    queue = new AppendQueue(database.call, { ...OPTIONS, charactersMax: 300 });
    for (let n = 0; n < 5; n++) void push(queue, `s${n}`);
    await nextTurn();
    expect(database.calls[0]!.streams.length).toBeGreaterThan(0);
    expect(database.calls[0]!.streams.length).toBeLessThan(3);
  });

  it('tells everybody of a failed call, and goes on with the next', async () => {
    const failing = [push(queue, 'a'), push(queue, 'b')];
    await nextTurn();
    const later = push(queue, 'a', [2]);
    const failed = Promise.all(failing.map((outcome) => expect(outcome).rejects.toThrow('gone')));
    database.calls[0]!.fail(new Error('gone'));
    await failed;
    await nextTurn();
    database.calls[1]!.answer();
    expect(await later).toEqual(DUPLICATE);
  });

  it('sends nothing more of an append that has failed, or its later events would stand before its earlier ones', async () => {
    queue = new AppendQueue(database.call, { ...OPTIONS, eventsMax: 2 });
    const failing = pushTogether(queue, 'a', 'b', 'a', 'c');
    await nextTurn();
    // The same stream is under way: what comes for it waits.
    expect(streamsOfCalls()).toEqual([['a', 'b']]);
    const other = push(queue, 'a', [7]);
    const told = expect(failing).rejects.toThrow('gone');
    database.calls[0]!.fail(new Error('gone'));
    await told;
    await nextTurn();
    expect(streamsOfCalls()).toEqual([['a', 'b'], ['a']]);
    database.calls[1]!.answer();
    expect(await other).toEqual(DUPLICATE);
    await queue.idle();
    expect(queue.depth).toEqual({ eventsWaiting: 0, callsUnderWay: 0 });
  });

  it('is idle when all that waited was dropped', async () => {
    queue = new AppendQueue(database.call, { ...OPTIONS, eventsMax: 1 });
    const told = expect(pushTogether(queue, 'a', 'b', 'c')).rejects.toThrow('gone');
    await nextTurn();
    const idle = queue.idle();
    for (const { fail } of [...database.calls]) fail(new Error('gone'));
    await told;
    await idle;
    expect(streamsOfCalls()).toEqual([['a'], ['b']]);
  });

  it('is idle when nothing waits and nothing is under way', async () => {
    await queue.idle();
    let isIdle = false;
    void push(queue, 'a');
    void queue.idle().then(() => (isIdle = true));
    await nextTurn();
    expect(isIdle).toBe(false);
    database.calls[0]!.answer();
    await nextTurn();
    expect(isIdle).toBe(true);
  });
});
