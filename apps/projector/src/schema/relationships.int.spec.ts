import { type Relationship, relationships } from '@gemba/read-models';
import { recordAll } from '../testing/record-all';
import { fullStory } from '../testing/full-story';
import { AS_OF, aRecord, contents, createTestBed, prepared, type TestBed } from '../testing/test-projection';
import { publishedSchema } from './published-schema';
import { SHIPPED } from './read-model-catalogue';

const view = (name: string): string => `bi_v1.${name}`;
const label = ({ from, to }: Relationship): string => `${from.view} (${from.columns.join(', ')}) → ${to.view}`;

describe('the relationships of the published views, on PostgreSQL and with deals in every table', () => {
  let bed: TestBed;
  const { views } = publishedSchema(SHIPPED);
  const all = relationships(views);

  beforeAll(async () => {
    bed = await createTestBed();
    const store = aRecord();
    await recordAll(store, fullStory());
    await (await prepared(bed.pool)).catchUp(store, (await store.head()).position, AS_OF);
  }, 120_000);
  afterAll(() => bed?.drop());

  const count = async (sql: string): Promise<number> =>
    (await bed.pool.query<{ n: number }>(`select count(*)::int as n from (${sql}) counted`)).rows[0]!.n;

  it('are told over tables none of which is empty', async () => {
    for (const [table, rows] of Object.entries(await contents(bed.pool)))
      expect([table, rows.length > 0]).toEqual([table, true]);
  });

  it('lead to at most one row: keys are unique in every view', async () => {
    for (const { name, key } of views) {
      const twice = `select from ${view(name)} group by ${key.join(', ')} having count(*) > 1`;
      expect([name, await count(twice)]).toEqual([name, 0]);
    }
  });

  it.each(all.map((each) => [label(each), each] as const))(
    '%s finds one row, and never two',
    async (_, { from, to, cardinality }) => {
      const on = from.columns.map((column, i) => `f.${column} = t.${to.columns[i]}`).join(' and ');
      const joined = await count(`select from ${view(from.view)} f join ${view(to.view)} t on ${on}`);
      const rows = await count(`select from ${view(from.view)}`);
      expect(joined).toBeLessThanOrEqual(rows);
      const twice = `select from ${view(from.view)} where num_nulls(${from.columns.join(', ')}) = 0
      group by ${from.columns.join(', ')} having count(*) > 1`;
      if (cardinality === 'one-to-one') expect(await count(twice)).toBe(0);
      // A relationship that finds nothing where there is something to find would be none.
      const known = await count(`select from ${view(from.view)} where num_nulls(${from.columns.join(', ')}) = 0`);
      if (known > 0) expect(joined).toBeGreaterThan(0);
    },
  );
});
