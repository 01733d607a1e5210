import { waitUntil } from '@gemba/test-support';
import { type ProjectorStatus } from '../status/projector-status';
import { recordAll } from '../testing/record-all';
import { reference, type StoryEvent, told } from '../testing/sales-story';
import { type ProjectorOnAWire, projectorOnAWire } from '../testing/projector-on-a-wire';
import { aRecord, bedOfEachTest } from '../testing/test-projection';

const LONG_S = 600;

const opening = (no: number): StoryEvent =>
  told('deal', `crm:${no}`, 'DealOpened', '2026-03-02T09:00:00Z', { processId: 'sale' });

describe('projectors that share a schema', () => {
  const running: ProjectorOnAWire[] = [];
  // Before the database is gone.
  afterEach(async () => {
    for (const one of running.splice(0).reverse()) await one.stop();
  });
  const bed = bedOfEachTest();

  const store = aRecord();
  beforeAll(() => recordAll(store, reference()));

  const start = async (name: string, leaseSeconds = LONG_S): Promise<ProjectorOnAWire> => {
    const one = await projectorOnAWire(bed, store, name, { leaseSeconds });
    running.push(one);
    await one.projector.start();
    return one;
  };
  const gone = (one: ProjectorOnAWire): void => void running.splice(running.indexOf(one), 1);

  /** How many parts each holds, once these are as they should be. */
  const untilShares = async (asked: ProjectorOnAWire, wanted: Record<string, number>): Promise<ProjectorStatus> => {
    for (;;) {
      const status = await asked.projector.status();
      const shares = Object.fromEntries(status.projectors.map(({ name, partitions }) => [name, partitions.length]));
      const isThere = Object.entries(wanted).every(([name, n]) => shares[name] === n);
      if (isThere && Object.keys(shares).length === Object.keys(wanted).length) return status;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  it('divide all of the work evenly, each part in one hand', async () => {
    const first = await start('first');
    const alone = await untilShares(first, { first: 12 });
    expect(alone.projectors[0]!.roles).toEqual(['analyses', 'feed']);
    await start('second');
    await untilShares(first, { first: 6, second: 6 });
    // The feed stays with whoever remembers what it has just fed.
    await waitUntil(async () => {
      const { projectors } = await first.projector.status();
      return JSON.stringify(projectors.map(({ roles }) => roles)) === '[["feed"],["analyses"]]';
    });
    await start('third');
    await start('fourth');
    await start('fifth');
    const five = await untilShares(first, { first: 3, second: 3, third: 2, fourth: 2, fifth: 2 });
    const parts = five.projectors.flatMap(({ partitions }) => partitions);
    expect([...parts].sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, no) => no));
    expect(five.projectors.map(({ doing }) => doing)).not.toContain('failing');
  });

  it('leave a process that has nothing to do in waiting', async () => {
    const first = await projectorOnAWire(bed, store, 'first', { leaseSeconds: LONG_S, partitions: 1 });
    const second = await projectorOnAWire(bed, store, 'second', { leaseSeconds: LONG_S, partitions: 1 });
    const third = await projectorOnAWire(bed, store, 'third', { leaseSeconds: LONG_S, partitions: 1 });
    running.push(first, second, third);
    for (const { projector } of running) await projector.start();
    await untilShares(first, { first: 1, second: 0, third: 0 });
    await third.projector.waitUntilFresh(AbortSignal.timeout(60_000));
    expect((await third.projector.freshness()).doing).toBe('waiting');
  });

  it('take over what one gives up when it is stopped, without waiting for its lease', async () => {
    const [first, second] = [await start('first'), await start('second')];
    await untilShares(first, { first: 6, second: 6 });
    gone(first);
    await first.stop();
    const status = await untilShares(second, { second: 12 });
    expect(status.projectors[0]!.roles).toEqual(['analyses', 'feed']);
  });

  it('take over from one that died, without waiting for its lease: its connection ended with it', async () => {
    const [first, second] = [await start('first'), await start('second')];
    await untilShares(first, { first: 6, second: 6 });
    gone(first);
    // Nobody tells the other one: it must look by itself, which it does three times a lease.
    const third = await start('third', 1);
    await untilShares(third, { first: 4, second: 4, third: 4 });
    await first.kill();
    await untilShares(second, { second: 6, third: 6 });
    await recordAll(store, [opening(1)]);
    await second.projector.waitUntilFresh(AbortSignal.timeout(60_000));
  });

  it('take over from one that says nothing any more, and give it a share again when it does', async () => {
    const [first, second] = [await start('first', 1), await start('second', 1)];
    await untilShares(first, { first: 6, second: 6 });
    first.wire.freeze();
    await untilShares(second, { second: 12 });
    await recordAll(store, [opening(2), opening(3)]);
    await second.projector.waitUntilFresh(AbortSignal.timeout(60_000));
    first.wire.thaw();
    await untilShares(second, { first: 6, second: 6 });
    await first.projector.waitUntilFresh(AbortSignal.timeout(60_000));
  });
});
