import { type TablesAsOf } from '../rebuild/rebuild-as-of';
import { bedOfEachTest, prepared } from '../testing/test-projection';
import { type Rebuild, RebuildRequests } from './rebuild-requests';
import { Rebuilds } from './rebuilds';

const NOW = '2026-05-01T00:00:00.000000Z';
const PAST: TablesAsOf = {
  recordedAt: NOW,
  position: 5n,
  asOf: NOW,
  schemas: { tables: 'projection_as_of_then', views: 'bi_v1_as_of_then' },
};

const settled = async (rebuilds: Rebuilds, rebuildId: string): Promise<Rebuild> => {
  for (;;) {
    const rebuild = (await rebuilds.get(rebuildId))!;
    if (rebuild.state !== 'running') return rebuild;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

describe('rebuilds', () => {
  const bed = bedOfEachTest();
  beforeEach(() => prepared(bed.pool));

  const process = (projector: {
    rebuild: () => Promise<void>;
    rebuildAsOf: (at: string) => Promise<TablesAsOf>;
  }): Rebuilds =>
    new Rebuilds(
      projector,
      new RebuildRequests(bed.pool, 'projection'),
      () => NOW,
      (error) => {
        throw error;
      },
    );

  it('run one after the other, and any process tells what became of them', async () => {
    const log: string[] = [];
    const asked = process({
      rebuild: async () => {
        log.push('begin');
        await new Promise((resolve) => setTimeout(resolve, 20));
        log.push('end');
      },
      rebuildAsOf: async (at: string) => {
        log.push(at);
        return PAST;
      },
    });
    const other = process({ rebuild: async () => undefined, rebuildAsOf: async () => PAST });
    const [whole, past] = [await asked.begin(null), await asked.begin(NOW)];
    expect(whole).toMatchObject({ state: 'running', finishedAt: null });
    const { schemas, position } = PAST;
    expect(await settled(other, past.rebuildId)).toMatchObject({
      state: 'done',
      asOf: NOW,
      result: { schemas, position },
      finishedAt: NOW,
    });
    expect(await settled(other, whole.rebuildId)).toMatchObject({ state: 'done', asOf: null, result: null });
    expect(log).toEqual(['begin', 'end', NOW]);
  });

  it('that failed say why, and do not keep the next from running', async () => {
    const rebuilds = process({
      rebuild: () => Promise.reject(new Error('the disk is full')),
      rebuildAsOf: async () => PAST,
    });
    const [failed, next] = [await rebuilds.begin(null), await rebuilds.begin(NOW)];
    expect(await settled(rebuilds, failed.rebuildId)).toMatchObject({ state: 'failed', fault: 'the disk is full' });
    expect(await settled(rebuilds, next.rebuildId)).toMatchObject({ state: 'done' });
    expect(await rebuilds.get('unknown')).toBeUndefined();
  });

  it('of a process that is gone have failed, though it could not say so', async () => {
    const forEver = new Promise<void>(() => undefined);
    const asked = process({ rebuild: () => forEver, rebuildAsOf: async () => PAST });
    const { rebuildId } = await asked.begin(null);
    expect(await asked.get(rebuildId)).toMatchObject({ state: 'running' });
    await bed.pool.query("update projection.rebuild_request set alive_until = clock_timestamp() - interval '1 second'");
    expect(await asked.get(rebuildId)).toMatchObject({
      state: 'failed',
      fault: 'The process that ran it ended before it was done. Begin it anew.',
    });
    asked.fallSilent();
  });
});
