import fc from 'fast-check';
import { type FedCheckpoint, readCheckpoint } from './feed/checkpoint';
import { NO_PATIENCE } from './drain/dirty-queue';
import { type Projection } from './projection';
import { dropSchemas } from './rebuild/shadow-schema';
import { recordAll } from './testing/record-all';
import { type StoryEvent } from './testing/sales-story';
import {
  AS_OF,
  aRecord,
  contents,
  createSchemas,
  createTestBed,
  prepared,
  type TestBed,
} from './testing/test-projection';
import { toldInAnyOrder } from './testing/told-in-any-order';

const RUNS = Number(process.env['FC_RUNS'] ?? 12);

/** One way in which events may come in: their order, repeats among them, and what is done after each page. */
interface Arrival {
  readonly events: readonly StoryEvent[];
  readonly pages: readonly { readonly size: number; readonly thenDrain: number }[];
}

const arrival: fc.Arbitrary<{ told: StoryEvent[]; arrival: Arrival }> = fc
  .record({
    story: toldInAnyOrder(),
    pages: fc.array(fc.record({ size: fc.integer({ min: 1, max: 15 }), thenDrain: fc.integer({ min: 0, max: 3 }) }), {
      minLength: 1,
    }),
  })
  .map(({ story: { told, arrived }, pages }) => ({ told, arrival: { events: arrived, pages } }));

/** Feeds what arrived page by page, with some drains between, as a live projector may happen to. */
const follow = async (projection: Projection, { events, pages }: Arrival): Promise<void> => {
  const store = aRecord();
  await recordAll(store, events);
  const { incarnation, position: end } = await store.head();
  let from: FedCheckpoint = await readCheckpoint(projection.pool, projection.schemas.tables, incarnation);
  for (let i = 0; from.position < end; i = (i + 1) % pages.length) {
    const { size, thenDrain } = pages[i]!;
    from = await projection.feed.apply(await store.readAll(from.position, size), from);
    for (let drains = 0; drains < thenDrain; drains++) {
      const { deals } = await projection.drain.batch(2, NO_PATIENCE);
      if (deals === 0) await projection.fanOut.step();
    }
  }
  await projection.catchUp(store, end, AS_OF);
};

describe('the tables', () => {
  let bed: TestBed;
  beforeAll(async () => void (bed = await createTestBed()));
  afterAll(() => bed.drop());

  const tablesOf = async (name: string, run: (projection: Projection) => Promise<void>) => {
    const schemas = await createSchemas(bed.pool, name);
    await run(await prepared(bed.pool, schemas));
    const rows = await contents(bed.pool, schemas);
    await dropSchemas(bed.pool, schemas);
    return rows;
  };

  it('are the same, byte for byte, for any order, repetition and batching of what is told', async () => {
    await fc.assert(
      fc.asyncProperty(arrival, async ({ told, arrival: arrived }) => {
        const rebuilt = await tablesOf('rebuilt', async (projection) => {
          const store = aRecord();
          await recordAll(store, told);
          await projection.catchUp(store, (await store.head()).position, AS_OF);
        });
        expect(await tablesOf('live', (projection) => follow(projection, arrived))).toEqual(rebuilt);
      }),
      { numRuns: RUNS, ...(process.env['FC_SEED'] === undefined ? {} : { seed: Number(process.env['FC_SEED']) }) },
    );
  }, 600_000);
});
