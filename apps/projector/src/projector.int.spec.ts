import { waitUntil } from '@gemba/test-support';
import { aRecord, catalogueAt, contents, bedOfEachTest } from './testing/test-projection';
import { aProjector, whileProjecting } from './testing/test-projector';
import { recordAll } from './testing/record-all';
import { reference, told } from './testing/sales-story';

const opened = told('deal', 'crm:1', 'DealOpened', '2026-03-02T09:00:00Z', { processId: 'sale' });
const approached = told('deal', 'crm:1', 'StepEntered', '2026-03-02T09:00:00Z', { stepKey: 'approach' });
const offered = told('deal', 'crm:1', 'StepEntered', '2026-03-04T09:00:00Z', { stepKey: 'offer' });

describe('the projector', () => {
  const bed = bedOfEachTest();

  it('follows the record: what is recorded while it runs is in the tables', async () => {
    const store = aRecord();
    await recordAll(store, [...reference(), opened]);
    const projector = aProjector(bed.pool, store);
    await whileProjecting(projector, async () => {
      await projector.waitUntilFresh(AbortSignal.timeout(30_000));
      await recordAll(store, [offered]);
      await recordAll(store, [approached]);
    });
    const live = await contents(bed.pool);
    expect(live['stage_visit']).toHaveLength(2);
  });

  it('rebuilds everything from the record and finds the same', async () => {
    const store = aRecord();
    await recordAll(store, [...reference(), opened, offered]);
    const projector = aProjector(bed.pool, store);
    await whileProjecting(projector, async () => {
      await projector.waitUntilFresh(AbortSignal.timeout(30_000));
      const live = await contents(bed.pool);
      await bed.pool.query(`update projection.deal_state set outcome = 'won', row_digest = 'spoilt'`);
      await projector.rebuild();
      expect(await contents(bed.pool)).toEqual(live);
      await recordAll(store, [approached]);
    });
    expect((await contents(bed.pool))['stage_visit']).toHaveLength(2);
  });

  it('computes tables anew whose definition changed', async () => {
    const store = aRecord();
    await recordAll(store, [...reference(), opened, offered]);
    await whileProjecting(aProjector(bed.pool, store), () => Promise.resolve());
    const live = await contents(bed.pool);
    await bed.pool.query(`update projection.deal_state set outcome = 'won', row_digest = 'of an older definition'`);
    const newer = aProjector(bed.pool, store, { catalogue: catalogueAt('r2') });
    await whileProjecting(newer, () => Promise.resolve());
    expect(await contents(bed.pool)).toEqual(live);
  });

  it('shares the work with another projector of the same tables, and goes on without it', async () => {
    const store = aRecord();
    await recordAll(store, [...reference(), opened]);
    const [first, second] = [aProjector(bed.pool, store), aProjector(bed.pool, store)];
    await first.start();
    await first.waitUntilFresh(AbortSignal.timeout(30_000));
    await second.start();
    await waitUntil(async () => (await second.freshness()).doing === 'following');
    expect((await first.status()).doing).toBe('following');
    await first.stop();
    await whileProjecting(second, () => recordAll(store, [approached]));
    expect((await contents(bed.pool))['stage_visit']).toHaveLength(1);
  });

  it('goes on after every one of its connections broke off', async () => {
    const store = aRecord();
    await recordAll(store, [...reference(), opened]);
    const projector = aProjector(bed.pool, store);
    await whileProjecting(projector, async () => {
      await projector.waitUntilFresh(AbortSignal.timeout(30_000));
      await bed.endOtherSessions();
      await recordAll(store, [approached, offered]);
      // Whoever asks meanwhile may be handed a dead connection; the projector must get over its own by itself.
      const deadline = AbortSignal.timeout(30_000);
      while (
        !(await projector.waitUntilFresh(deadline).then(
          () => true,
          () => deadline.throwIfAborted(),
        ))
      );
    });
    expect((await contents(bed.pool))['stage_visit']).toHaveLength(2);
  });

  it('carries a change of the reference data to every deal', async () => {
    const store = aRecord();
    const [calendar, ...process] = reference();
    await recordAll(store, [...process, opened, approached, offered]);
    const businessSeconds = async (): Promise<unknown[]> => {
      const { rows } = await bed.pool.query<{ duration_bs: unknown }>(
        "select duration_bs from projection.stage_visit where step_key = 'approach'",
      );
      return rows.map(({ duration_bs }) => duration_bs);
    };
    const projector = aProjector(bed.pool, store);
    await whileProjecting(projector, async () => {
      await projector.waitUntilFresh(AbortSignal.timeout(30_000));
      expect(await businessSeconds()).toEqual([null]);
      await recordAll(store, [calendar!]);
    });
    // Monday 10:00 to Wednesday 10:00 in Amsterdam, at eight hours a day.
    expect(await businessSeconds()).toEqual([16 * 3600]);
  });

  it('keeps every other table up when one across deals cannot be computed', async () => {
    const store = aRecord();
    await recordAll(store, [opened]);
    const shipped = catalogueAt('r1');
    const [broken, ...others] = shipped.analyses;
    const fail = (): never => {
      throw new Error('what nobody foresaw');
    };
    const told: string[] = [];
    const projector = aProjector(bed.pool, store, {
      catalogue: { ...shipped, analyses: [{ ...broken!, rows: fail }, ...others] },
      log: {
        info: () => undefined,
        warn: () => undefined,
        error: (message, { message: why }) => told.push(message, why),
      },
    });
    await projector.start();
    const untilTold = async (): Promise<void> => {
      while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    };
    await untilTold();
    await recordAll(store, [approached]);
    const visits = async (): Promise<number> => (await contents(bed.pool))['stage_visit']!.length;
    while ((await visits()) === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(told).toContain('what nobody foresaw');
    const { doing, tables } = await projector.freshness();
    expect([doing, tables.find(({ name }) => name === broken!.name)!.state]).toEqual(['following', 'stale']);
    await projector.stop();
  });

  it('lets a table go that is in no list any more', async () => {
    const store = aRecord();
    await recordAll(store, [opened]);
    await whileProjecting(aProjector(bed.pool, store), () => Promise.resolve());
    const shipped = catalogueAt('r1');
    const fewer = { ...shipped, analyses: [], dealReadModels: shipped.dealReadModels.slice(0, 1) };
    const projector = aProjector(bed.pool, store, { catalogue: fewer });
    await whileProjecting(projector, () => recordAll(store, [approached]));
    expect((await projector.freshness()).tables.filter(({ kind }) => kind !== 'reference')).toHaveLength(1);
  });

  it('lets BI read the views, and nothing else', async () => {
    await whileProjecting(aProjector(bed.pool, aRecord()), () => Promise.resolve());
    const reader = await bed.biReader();
    const { rows } = await reader.query<{ viewname: string }>(
      "select viewname from pg_views where schemaname = 'bi_v1'",
    );
    const views = rows.map(({ viewname }) => viewname);
    expect(views).toEqual(expect.arrayContaining(['deal_history', 'deal_state', 'stage_visit', 'projection_position']));
    for (const view of views) await reader.query(`select * from bi_v1.${view} limit 1`);
    await expect(reader.query('select from projection.deal_state')).rejects.toThrow(/permission denied/);
    await expect(reader.query('delete from bi_v1.deal_state')).rejects.toThrow();
  });
});
