import { join } from 'node:path';
import { LIVE_SCHEMAS } from '../database/schema-names';
import { Projection } from '../projection';
import { rebuildTables } from '../rebuild/rebuild-tables';
import { SHIPPED, tablesOf } from '../schema/read-model-catalogue';
import { allUnshared } from '../sharing/permit';
import { fullStory } from '../testing/full-story';
import { recordAll } from '../testing/record-all';
import { AS_OF, aRecord, bedOfEachTest, contents, prepared } from '../testing/test-projection';
import { WorkerThreads } from './worker-threads';

/** Threads run what was built: they know nothing of the compiler that specs run through. */
const BUILT = join(__dirname, '../../../../dist/apps/projector/src/workers/compute.worker.js');

describe('tables that threads compute', () => {
  let workers: WorkerThreads;
  // Before the database is gone.
  afterEach(() => workers.end());
  const bed = bedOfEachTest();

  it('are the same, byte for byte, as those that this thread computes', async () => {
    workers = new WorkerThreads({ databaseUrl: bed.appUrl }, 2, BUILT);
    const store = aRecord();
    await recordAll(store, fullStory());
    const here = await prepared(bed.pool, LIVE_SCHEMAS, SHIPPED);
    await here.catchUp(store, (await store.head()).position, AS_OF);
    const before = await contents(bed.pool, LIVE_SCHEMAS, SHIPPED);
    const names = tablesOf(SHIPPED).map(({ name }) => name);
    for (const name of names) await bed.pool.query(`delete from projection.${name}`);

    const there = new Projection(bed.pool, LIVE_SCHEMAS, SHIPPED, 'live', allUnshared(bed.pool), workers);
    await rebuildTables(there, names, AS_OF);
    expect(await contents(bed.pool, LIVE_SCHEMAS, SHIPPED)).toEqual(before);
    expect(Object.values(before).flat().length).toBeGreaterThan(50);

    await bed.pool.query('delete from projection.win_rate');
    await there.analyses.compute(['win_rate'], AS_OF);
    expect((await contents(bed.pool, LIVE_SCHEMAS, SHIPPED))['win_rate']).toEqual(before['win_rate']);
  });
});
