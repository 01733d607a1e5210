import { EventStoreUnavailable, type NewEvent } from '@gemba/event-sourcing';
import { fact, testEvent, testEvents } from '@gemba/event-sourcing/testing';
import { createTestRecord, type TestRecord, writeAsRecorder } from './testing';

const STREAM = 'deal-crm:1';
const ON_SERVER = `gemba.${STREAM}`;
/** Long enough for a busy machine, short enough to be waited for. */
const DEADLINE_MS = 2_500;

const event = (n: number): NewEvent => testEvent(STREAM, n);

describe('an append', () => {
  let record: TestRecord;
  beforeEach(async () => void (record = await createTestRecord()));
  afterEach(() => record.drop());

  const recorded = (): unknown[] =>
    record.server.log
      .stream(ON_SERVER)
      .map(({ data }) => (JSON.parse(Buffer.from(data).toString()) as { n: number }).n);

  describe('whose outcome is unknown', () => {
    it.each(['hang', 'break'] as const)(
      'because its answer is lost (%s), was done once, and is told so',
      async (how) => {
        const store = record.open({ deadlineMs: DEADLINE_MS });
        await store.append([fact(STREAM, event(1))]);
        Object.assign(record.server.faults, { appendRepliesLost: 1, howRepliesAreLost: how });
        const [outcome] = await store.append([fact(STREAM, event(2), event(3))]);
        const [, , last] = await store.readStream(STREAM);
        expect(outcome).toEqual({ status: 'appended', firstVersion: 1, lastVersion: 2, position: last!.position });
        expect(recorded()).toEqual([1, 2, 3]);
      },
    );

    it('is found again though another recorder has written behind it', async () => {
      const store = record.open();
      await store.append([fact(STREAM, event(1))]);
      Object.assign(record.server.faults, { appendRepliesLost: 1, howRepliesAreLost: 'break' });
      const lost = store.append([fact(STREAM, event(2))]);
      const other = record.open();
      while (recorded().length < 2) await new Promise((resolve) => setTimeout(resolve, 2));
      await other.append([fact(STREAM, event(3))]);
      expect(await lost).toMatchObject([{ status: 'appended', firstVersion: 1, lastVersion: 1 }]);
      expect(recorded()).toEqual([1, 2, 3]);
    });

    it('is tried again when it never came to the server', async () => {
      const store = record.open();
      record.server.faults.appendsRefused = 2;
      expect(await store.append([fact(STREAM, event(1))])).toMatchObject([{ status: 'appended', firstVersion: 0 }]);
      expect(recorded()).toEqual([1]);
    });

    it('stays so when the server is away for long; sent again it is recorded once', async () => {
      const store = record.open();
      await store.append([fact(STREAM, event(1))]);
      Object.assign(record.server.faults, { appendRepliesLost: 1, howRepliesAreLost: 'break' });
      record.server.faults.beforeAppend = () => setImmediate(() => record.server.goDown());
      const lost = store.append([fact(STREAM, event(2))]);
      await expect(lost).rejects.toThrow(EventStoreUnavailable);
      record.server.faults.beforeAppend = () => undefined;
      record.server.comeUp();
      expect(await store.append([fact(STREAM, event(2), event(3))])).toMatchObject([{ status: 'appended' }]);
      expect(recorded()).toEqual([1, 2, 3]);
    });
  });

  it('says that the server cannot be reached, in the words of the port, and so does every reader', async () => {
    const store = record.open();
    record.server.goDown();
    const calls = [
      store.append([fact(STREAM, event(1))]),
      store.readStream(STREAM),
      store.readAll(0n, 1),
      store.head(),
      store.positionAt('2026-03-02T09:00:00.000000Z'),
    ];
    for (const told of await Promise.allSettled(calls)) {
      expect(told.status).toBe('rejected');
      const { reason } = told as PromiseRejectedResult;
      expect(reason).toBeInstanceOf(EventStoreUnavailable);
      expect(reason).not.toHaveProperty('cause');
    }
  });

  it('does not fail for good when the server refuses its credentials: they can be mended', async () => {
    const store = record.open();
    record.server.faults.isAccessDenied = true;
    await expect(store.append([fact(STREAM, event(1))])).rejects.toThrow(/refuses these credentials/);
    record.server.faults.isAccessDenied = false;
    expect(await store.append([fact(STREAM, event(1))])).toMatchObject([{ status: 'appended' }]);
  });

  describe('beside another recorder', () => {
    it('that writes to the same stream records each event once, in one order', async () => {
      const stores = [record.open(), record.open(), record.open()];
      const events = testEvents(STREAM, 1, 30);
      const outcomes = await Promise.all(
        stores.flatMap((store) => events.map((one) => store.append([fact(STREAM, one)]))),
      );
      expect(outcomes.filter(([outcome]) => outcome!.status === 'appended')).toHaveLength(30);
      expect(recorded().sort()).toEqual(events.map(({ data }) => data['n']).sort());
    });

    it('that comes first looks again, and appends what is still missing', async () => {
      const [store, other] = [record.open(), record.open()];
      await store.append([fact(STREAM, event(1))]);
      await other.append([fact(STREAM, event(3))]);
      expect(await store.append([fact(STREAM, event(2), event(3), event(4))])).toMatchObject([
        { status: 'appended', firstVersion: 2, lastVersion: 3 },
      ]);
      expect(recorded()).toEqual([1, 3, 2, 4]);
    });

    it('that sent the same id with other content is told, though to the server both were the same', async () => {
      const [store, other] = [record.open(), record.open()];
      const changed = { ...event(1), digest: 'e'.repeat(64) };
      const outcomes = await Promise.all([
        store.append([fact(STREAM, event(1))]),
        other.append([fact(STREAM, changed)]),
      ]);
      expect(
        outcomes
          .flat()
          .map(({ status }) => status)
          .sort(),
      ).toEqual(['appended', 'id-reused']);
      expect(recorded()).toEqual([1]);
    });

    it('judges a version by what the stream is at, not by what it was', async () => {
      const [store, other] = [record.open(), record.open()];
      await store.append([fact(STREAM, event(1))]);
      await other.append([fact(STREAM, event(2))]);
      const command = (expected: number, n: number) => ({ stream: STREAM, expected, events: [event(n)] });
      expect(await store.append([command(0, 3)])).toEqual([{ status: 'conflict', currentVersion: 1 }]);
      expect(await store.append([command(1, 3)])).toMatchObject([{ status: 'appended', firstVersion: 2 }]);
      expect(await other.append([command(2, 2)])).toEqual([{ status: 'duplicate' }]);
    });

    it('gives up, and not for good, where others always come first', async () => {
      const store = record.open();
      await store.append([fact(STREAM, event(0))]);
      let n = 100;
      record.server.faults.beforeAppend = (stream) => void writeAsRecorder(record.server, stream, event(n++));
      await expect(store.append([fact(STREAM, event(1))])).rejects.toThrow(/changed again and again/);
      record.server.faults.beforeAppend = () => undefined;
      expect(await store.append([fact(STREAM, event(1))])).toMatchObject([{ status: 'appended' }]);
    });
  });

  it.each<[string, (record: TestRecord) => void]>([
    ['has stopped answering', ({ server }) => void (server.leader.isHanging = true)],
    ['is no leader any more', () => undefined],
  ])('leaves a leader that %s for the one that the others name', async (_, spoil) => {
    const cluster = await createTestRecord(3);
    const store = cluster.open({ deadlineMs: DEADLINE_MS });
    await store.append([fact(STREAM, event(1))]);
    spoil(cluster);
    cluster.server.failOver('stays');
    expect(await store.append([fact(STREAM, event(2))])).toMatchObject([{ status: 'appended', firstVersion: 1 }]);
    expect(await store.readStream(STREAM)).toHaveLength(2);
    await cluster.drop();
  });

  it('goes by the classic call: the batch stream that the server offers is shared by all clients of a process', async () => {
    const store = record.open();
    await store.append([fact(STREAM, ...testEvents(STREAM, 1, 5))]);
    expect(record.server.counts).toMatchObject({ appends: expect.any(Number), batchAppends: 0 });
    expect(record.server.counts.appends).toBeGreaterThan(0);
  });

  it('tells how long a call took, and what it carried', async () => {
    const onAppendCall = jest.fn();
    const store = record.open({ onAppendCall });
    await store.append([fact(STREAM, event(1)), fact(STREAM, event(2), event(3)), fact(STREAM, event(3))]);
    expect(onAppendCall.mock.calls).toEqual([[{ durationSeconds: expect.any(Number), writes: 2, events: 3 }]]);
  });
});
