import { type AppendOutcome, encodeWrite, type ExpectedVersion } from '@gemba/event-sourcing';
import { fact, testEvents } from '@gemba/event-sourcing/testing';
import { AppendLanes, type LaneBounds } from './append-lanes';
import { type PendingWrite } from './pending-write';

const BOUNDS: LaneBounds = { eventsMax: 10, charactersMax: 1_000_000, callsMax: 2 };
let n = 0;

const write = (expected: ExpectedVersion = 'any', events = 1): PendingWrite => {
  const own = testEvents('deal-1', n + 1, (n += events));
  const encoded = encodeWrite(fact('deal-1', ...own)) as Exclude<ReturnType<typeof encodeWrite>, AppendOutcome>;
  return { expected, events: encoded, settle: () => undefined, fail: () => undefined, isAbandoned: () => false };
};

/** Lanes whose calls end when the spec says so. */
const lanesUnderTest = (bounds: Partial<LaneBounds> = {}) => {
  const calls: { stream: string; writes: readonly PendingWrite[]; end: () => void }[] = [];
  const lanes = new AppendLanes((stream, writes) => new Promise((end) => calls.push({ stream, writes, end })), {
    ...BOUNDS,
    ...bounds,
  });
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  return { lanes, calls, turn };
};

describe('the lanes of an append', () => {
  it('send facts of one stream together, and streams side by side', async () => {
    const { lanes, calls, turn } = lanesUnderTest();
    for (const stream of ['a', 'b', 'a']) lanes.push(stream, write());
    await turn();
    expect(calls.map(({ stream, writes }) => [stream, writes.length])).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
  });

  it('let what comes meanwhile wait for the next call of its stream, in its order', async () => {
    const { lanes, calls, turn } = lanesUnderTest();
    const [first, second, third] = [write(), write(), write()];
    lanes.push('a', first);
    await turn();
    lanes.push('a', second);
    lanes.push('a', third);
    await turn();
    expect(calls).toHaveLength(1);
    calls[0]!.end();
    await turn();
    expect(calls.map(({ writes }) => writes)).toEqual([[first], [second, third]]);
  });

  it('drop what waits of an append that has failed, or its later events would stand before its earlier ones', async () => {
    const { lanes, calls, turn } = lanesUnderTest({ eventsMax: 1 });
    let isAbandoned = false;
    const [first, second, other] = [write(), { ...write(), isAbandoned: () => isAbandoned }, write()];
    for (const one of [first, second, other]) lanes.push('a', one);
    await turn();
    isAbandoned = true;
    calls[0]!.end();
    await turn();
    await turn();
    expect(calls.map(({ writes }) => writes)).toEqual([[first], [other]]);
    calls[1]!.end();
    await lanes.idle();
    expect(lanes.depth).toEqual({ eventsWaiting: 0, callsUnderWay: 0 });
  });

  it('send a write that expects a version alone', async () => {
    const { lanes, calls, turn } = lanesUnderTest();
    const writes = [write(), write('none'), write(0), write(), write()];
    for (const one of writes) lanes.push('a', one);
    for (let call = 0; call < 4; call++) {
      await turn();
      calls[call]!.end();
    }
    await turn();
    expect(calls.map((call) => call.writes.map((one) => writes.indexOf(one)))).toEqual([[0], [1], [2], [3, 4]]);
  });

  it.each([
    ['events', { eventsMax: 4 }],
    ['text', { charactersMax: 500 }],
  ])('bound the %s of a call, but not of a write', async (_, bounds) => {
    const { lanes, calls, turn } = lanesUnderTest(bounds);
    for (const events of [2, 2, 1, 20]) lanes.push('a', write('any', events));
    for (let call = 0; calls.length > call || call === 0; call++) {
      await turn();
      calls[call]?.end();
      await turn();
    }
    expect(calls.map(({ writes }) => writes.map(({ events }) => events.length))).toEqual([[2, 2], [1], [20]]);
  });

  it('call for so many streams at once, and no more', async () => {
    const { lanes, calls, turn } = lanesUnderTest();
    for (const stream of ['a', 'b', 'c']) lanes.push(stream, write());
    await turn();
    expect(calls.map(({ stream }) => stream)).toEqual(['a', 'b']);
    expect(lanes.depth).toEqual({ eventsWaiting: 1, callsUnderWay: 2 });
    calls[1]!.end();
    await turn();
    expect(calls.map(({ stream }) => stream)).toEqual(['a', 'b', 'c']);
  });

  it('are idle when nothing waits and nothing is under way', async () => {
    const { lanes, calls, turn } = lanesUnderTest();
    await lanes.idle();
    lanes.push('a', write());
    let isIdle = false;
    void lanes.idle().then(() => (isIdle = true));
    await turn();
    expect(isIdle).toBe(false);
    calls[0]!.end();
    await turn();
    expect(isIdle).toBe(true);
  });
});
