import { Logger } from '@nestjs/common';
import type { EachBatchPayload, Kafka } from 'kafkajs';
import { ConsumerSession, type SessionParts } from './consumer-session';
import { PATIENCE } from './patience';

type Listener = (event: { payload: Record<string, unknown> }) => void;

const EVENTS = {
  ...{ CRASH: 'crash', END_BATCH_PROCESS: 'end', FETCH: 'fetch', GROUP_JOIN: 'join', HEARTBEAT: 'heartbeat' },
};

/** A client whose consumer does nothing by itself. */
const puppet = (steps: { connect?: Promise<void>; run?: Promise<void> } = {}) => {
  const calls: string[] = [];
  const called = (name: string, step: Promise<void> = Promise.resolve()) => {
    calls.push(name);
    return step;
  };
  const listeners = new Map<string, Listener>();
  let eachBatch!: (payload: EachBatchPayload) => Promise<void>;
  const consumer = {
    events: EVENTS,
    on: (name: string, listener: Listener) => void listeners.set(name, listener),
    connect: () => called('connect', steps.connect),
    subscribe: () => called('subscribe'),
    run: (options: { eachBatch: typeof eachBatch }) => {
      eachBatch = options.eachBatch;
      return called('run', steps.run);
    },
    disconnect: () => called('disconnect'),
  };
  return {
    calls,
    client: { consumer: () => consumer } as unknown as Kafka,
    emit: (name: keyof typeof EVENTS, payload: Record<string, unknown> = {}) =>
      listeners.get(EVENTS[name])!({ payload }),
    join: (partitions: number[]) => listeners.get('join')!({ payload: { memberAssignment: { events: partitions } } }),
    take: (payload: EachBatchPayload) => eachBatch(payload),
  };
};

const plan = (handle: () => Promise<void> = () => Promise.resolve()) => ({
  ...{ topic: 'events', groupId: 'g', chunkMessagesMax: 2, chunkBytesMax: 1_000, partitionsAtOnce: 1, handle },
});

const message = (offset: number) => ({
  ...{ key: null, value: Buffer.from('x'), timestamp: '1', attributes: 0, offset: String(offset), headers: {} },
});

/** A batch of five messages; `log` tells what was done with it, in order. */
const batchOf = (log: string[], changed: Partial<EachBatchPayload> = {}): EachBatchPayload =>
  ({
    batch: { topic: 'events', partition: 3, messages: [0, 1, 2, 3, 4].map(message), lastOffset: () => '4' },
    resolveOffset: (offset: string) => void log.push(`resolve ${offset}`),
    heartbeat: () => Promise.resolve(void log.push('heartbeat')),
    commitOffsetsIfNecessary: () => Promise.resolve(void log.push('commit')),
    uncommittedOffsets: () => ({ topics: [] }),
    isRunning: () => true,
    isStale: () => false,
    pause: () => {
      log.push('pause');
      return () => void log.push('resume');
    },
    ...changed,
  }) as unknown as EachBatchPayload;

const open = (
  client: Kafka,
  plan: SessionParts['plan'],
  changed: Partial<Pick<SessionParts, 'places' | 'onMissed'>> = {},
): ConsumerSession =>
  new ConsumerSession({
    ...{ client, plan, patience: PATIENCE, places: () => Promise.resolve([]), onMissed: () => undefined, ...changed },
  });

const settled = () => jest.advanceTimersByTimeAsync(0);

describe('one life of a consumer', () => {
  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('handles a chunk, then commits it, then tells its group that it lives', async () => {
    const log: string[] = [];
    const { client, take } = puppet();
    void open(
      client,
      plan(() => Promise.resolve(void log.push('handle'))),
    ).run();
    await settled();
    await take(batchOf(log));
    const chunk = (last: number) => ['handle', `resolve ${last}`, 'commit', 'heartbeat'];
    expect(log).toEqual([...chunk(1), ...chunk(3), ...chunk(4)]);
  });

  it.each([
    ['it is stopping', { isRunning: () => false }],
    ['the batch is stale', { isStale: () => true }],
  ])('takes no further chunk when %s', async (_, changed) => {
    const log: string[] = [];
    const { client, take } = puppet();
    void open(client, plan()).run();
    await settled();
    await take(batchOf(log, changed));
    expect(log).toEqual([]);
  });

  it('leaves a rebalance to the client, with nothing more resolved', async () => {
    const log: string[] = [];
    const { client, take } = puppet();
    void open(client, plan()).run();
    await settled();
    const rebalance = new Error('The group is rebalancing');
    await expect(take(batchOf(log, { heartbeat: () => Promise.reject(rebalance) }))).rejects.toBe(rebalance);
    expect(log).toEqual(['resolve 1', 'commit']);
  });

  it('commits nothing of a chunk that could not be handled, and asks for it again', async () => {
    const log: string[] = [];
    const { client, take } = puppet();
    const session = open(
      client,
      plan(() => Promise.reject(new Error('the store is away'))),
    );
    void session.run();
    await settled();
    await take(batchOf(log));
    expect(log).toEqual(['pause']);
    expect([...session.held.reasons]).toEqual([[3, 'the store is away']]);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(log).toEqual(['pause', 'resume']);
  });

  it('lets go of a partition that others have now, so that it is read again when it comes back', async () => {
    const log: string[] = [];
    const { client, take, join } = puppet();
    const session = open(
      client,
      plan(() => Promise.reject(new Error('the store is away'))),
    );
    void session.run();
    await settled();
    join([3]);
    await take(batchOf(log));
    expect(log).toEqual(['pause']);
    join([4]);
    expect(log).toEqual(['pause', 'resume']);
    expect(session.held.reasons.size).toBe(0);
  });

  it('tells what is gone before it was read, and before the commit that would hide it', async () => {
    const log: string[] = [];
    const { client, take, join } = puppet();
    const places = jest.fn(() =>
      Promise.resolve([{ partition: 3, low: 100n, high: 200n, committed: 40n, wasReset: false }]),
    );
    const session = open(
      client,
      plan(() => Promise.resolve(void log.push('handle'))),
      {
        places,
        onMissed: (messages) => log.push(`missed ${messages}`),
      },
    );
    void session.run();
    await settled();
    join([3]);
    const later = { topic: 'events', partition: 3, messages: [100, 101].map(message), lastOffset: () => '102' };
    await take(batchOf(log, { batch: later as unknown as EachBatchPayload['batch'] }));
    expect(log).toEqual(['missed 60', 'handle', 'resolve 101', 'commit', 'heartbeat']);
    const next = { ...later, messages: [103].map(message), lastOffset: () => '103' };
    await take(batchOf([], { batch: next as unknown as EachBatchPayload['batch'] }));
    expect(places).toHaveBeenCalledTimes(2);
  });

  it('holds a partition back while it cannot be told whether something is missing', async () => {
    const log: string[] = [];
    const { client, take, join } = puppet();
    const session = open(client, plan(), { places: () => Promise.reject(new Error('no answer')) });
    void session.run();
    await settled();
    join([3]);
    await take(batchOf(log));
    expect(log).toEqual(['pause']);
    expect([...session.held.reasons]).toEqual([[3, 'no answer']]);
  });

  it.each(['connect', 'run'] as const)('stopped in its %s, leaves only when the client can hear it', async (step) => {
    let goOn!: () => void;
    const { client, calls } = puppet({ [step]: new Promise<void>((resolve) => (goOn = resolve)) });
    const session = open(client, plan());
    const life = session.run();
    await settled();
    const stopped = session.stop();
    await settled();
    expect(calls.at(-1)).toBe(step);
    goOn();
    await stopped;
    await expect(life).resolves.toBeNull();
    expect(calls.slice(calls.indexOf(step))).toEqual([step, 'disconnect']);
  });

  it('says that it consumes only after it fetched', async () => {
    const { client, emit, join } = puppet();
    const session = open(client, plan());
    void session.run();
    await settled();
    join([1, 2]);
    expect(session.partitions).toBeNull();
    emit('FETCH');
    expect(session.partitions).toEqual([1, 2]);
    join([2]);
    expect(session.partitions).toEqual([2]);
  });

  it('ends with the reason when it crashes, and when it shows no sign of life for too long', async () => {
    const crashing = puppet();
    const crashed = open(crashing.client, plan()).run();
    await settled();
    crashing.emit('CRASH', { error: new Error('LZ4 compression not implemented') });
    await expect(crashed).resolves.toBe('LZ4 compression not implemented');

    const silent = puppet();
    const ended = jest.fn();
    const life = open(silent.client, plan()).run().then(ended);
    await settled();
    for (let minute = 0; minute < 5; minute++) {
      await jest.advanceTimersByTimeAsync(60_000);
      silent.emit('HEARTBEAT');
    }
    expect(ended).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(140_000);
    await life;
    expect(ended).toHaveBeenCalledWith(expect.stringContaining('no sign of life'));
  });

  it('is not silent while a chunk is being handled, however long that takes', async () => {
    const { client, take } = puppet();
    let finish!: () => void;
    const ended = jest.fn();
    void open(
      client,
      plan(() => new Promise((resolve) => (finish = resolve))),
    )
      .run()
      .then(ended);
    await settled();
    const taken = take(batchOf([], { isRunning: () => true }));
    await jest.advanceTimersByTimeAsync(1_000_000);
    expect(ended).not.toHaveBeenCalled();
    finish();
    await settled();
    finish();
    await settled();
    finish();
    await taken;
  });
});
