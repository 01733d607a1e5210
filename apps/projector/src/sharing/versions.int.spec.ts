import { type EventStore } from '@gemba/event-sourcing';
import { waitUntil } from '@gemba/test-support';
import { type ReadModelCatalogue } from '../schema/read-model-catalogue';
import { recordAll } from '../testing/record-all';
import { type ProjectorOnAWire, projectorOnAWire } from '../testing/projector-on-a-wire';
import { reference, type StoryEvent, told } from '../testing/sales-story';
import {
  AS_OF,
  aRecord,
  bedOfEachTest,
  catalogueAt,
  contents,
  createSchemas,
  prepared,
} from '../testing/test-projection';

/** Several processes and rebuilds in one test. */
const LIMIT_MS = 300_000;

const opening = (no: number): StoryEvent =>
  told('deal', `crm:${no}`, 'DealOpened', '2026-03-02T09:00:00Z', { processId: 'sale' });

/** A version that says of every deal that it is of a segment of its own. */
const version = (name: string): ReadModelCatalogue => ({
  ...catalogueAt(name),
  dealReadModels: catalogueAt(name).dealReadModels.map((model) =>
    model.name === 'deal_state'
      ? { ...model, rows: (...given) => model.rows(...given).map((row) => ({ ...row, segment: name })) }
      : model,
  ),
});

describe('projectors of several versions on one schema', () => {
  const running: ProjectorOnAWire[] = [];
  // Before the database is gone.
  afterEach(async () => {
    for (const one of running.splice(0).reverse()) await one.stop();
  });
  const bed = bedOfEachTest();
  let store: EventStore;
  beforeEach(async () => {
    store = aRecord();
    await recordAll(store, [...reference(), opening(1), opening(2)]);
  });

  const start = async (name: string, of: string, leaseSeconds = 20): Promise<ProjectorOnAWire> => {
    const one = await projectorOnAWire(bed, store, name, { leaseSeconds, catalogue: version(of) });
    running.push(one);
    await one.projector.start();
    return one;
  };
  const fresh = ({ projector }: ProjectorOnAWire): Promise<void> =>
    projector.waitUntilFresh(AbortSignal.timeout(LIMIT_MS));
  const segments = async (): Promise<string[]> => {
    const { rows } = await bed.pool.query<{ segment: string }>('select segment from projection.deal_state');
    return rows.map(({ segment }) => segment);
  };
  const isDoing = async ({ projector }: ProjectorOnAWire, doing: string): Promise<boolean> =>
    (await projector.freshness()).doing === doing;

  it(
    'follow the one that started last; the others stand aside, and never take the tables back',
    async () => {
      const old = await start('old', 'v1');
      await fresh(old);
      const newer = await start('newer', 'v2');
      await fresh(newer);
      await waitUntil(() => isDoing(old, 'aside'));
      await expect(fresh(old)).rejects.toThrow(/stands still: Another version brought its definitions/);
      await recordAll(store, [opening(3)]);
      await fresh(newer);
      expect(await segments()).toEqual(['v2', 'v2', 'v2']);
      const { projectors } = await newer.projector.status();
      expect(projectors.map(({ name, doing, partitions }) => [name, doing, partitions.length])).toEqual([
        ['old', 'aside', 0],
        ['newer', 'following', 12],
      ]);
      await expect(old.projector.rebuild()).rejects.toThrow(/Another version/);

      // Even where nobody else is left: going back takes somebody to start it.
      await running.pop()!.stop();
      await recordAll(store, [opening(4)]);
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      expect(await isDoing(old, 'aside')).toBe(true);
      const back = await start('back', 'v1');
      await fresh(back);
      expect(await segments()).toEqual(['v1', 'v1', 'v1', 'v1']);
      await waitUntil(() => isDoing(old, 'following'));
      await fresh(old);
    },
    LIMIT_MS,
  );

  it(
    'are led by one of them where many of the newer start at once',
    async () => {
      await fresh(await start('old', 'v1'));
      const newer = await Promise.all(['one', 'two', 'three'].map((name) => start(name, 'v2')));
      for (const one of newer) await fresh(one);
      expect(await segments()).toEqual(['v2', 'v2']);
      const { rows } = await bed.pool.query<{ generation: number }>('select generation from projection.generation');
      expect(rows).toEqual([{ generation: 2 }]);
    },
    LIMIT_MS,
  );

  it(
    'that are one version drop what they remember when one of them rebuilds everything',
    async () => {
      const [first, second] = [await start('first', 'v1'), await start('second', 'v1')];
      await fresh(first);
      const before = await contents(bed.pool);
      await bed.pool.query("update projection.deal_state set segment = 'spoilt', row_digest = 'spoilt'");
      await bed.pool.query('delete from projection.stream_deal');
      await recordAll(store, [opening(5)]);
      await second.projector.rebuild();
      await recordAll(store, [opening(6), told('deal', 'crm:1', 'DealWon', '2026-03-09T09:00:00Z')]);
      await fresh(first);
      await fresh(second);
      const schemas = await createSchemas(bed.pool, 'anew');
      await (await prepared(bed.pool, schemas, version('v1'))).catchUp(store, (await store.head()).position, AS_OF);
      const after = await contents(bed.pool);
      expect(after).toEqual(await contents(bed.pool, schemas));
      expect(after).not.toEqual(before);
    },
    LIMIT_MS,
  );

  it(
    'take over a rebuild that one of them died in the middle of',
    async () => {
      await fresh(await start('old', 'v1', 2));
      const doomed = await start('doomed', 'v2', 2);
      doomed.wire.freeze();
      const newer = await start('newer', 'v2', 2);
      await fresh(newer);
      expect(await segments()).toEqual(['v2', 'v2']);
      doomed.wire.thaw();
      await fresh(doomed);
      const { rows } = await bed.pool.query("select nspname from pg_namespace where nspname like '%shadow%'");
      expect(rows).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'go on where a newer one has migrated the schema already, and begin anew if they must; a start is refused',
    async () => {
      const old = await start('old', 'v1', 2);
      await fresh(old);
      await bed.pool.query(
        "insert into projection.projection_migration (name, timestamp) values ('9999-later', '2027-01-01T00:00:00Z')",
      );
      await old.wire.cut();
      await waitUntil(async () => isDoing(old, 'failing').catch(() => true));
      await old.wire.mend();
      await recordAll(store, [opening(3)]);
      await waitUntil(async () => (await segments()).length === 3);
      await expect(start('another', 'v1')).rejects.toMatchObject({ code: 'schema-is-newer' });
    },
    LIMIT_MS,
  );
});
