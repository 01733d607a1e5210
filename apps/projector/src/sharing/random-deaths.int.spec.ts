import { setTimeout as delay } from 'node:timers/promises';
import { type EventStore } from '@gemba/event-sourcing';
import fc from 'fast-check';
import { type ProjectionSchemas } from '../database/schema-names';
import { dropSchemas } from '../rebuild/shadow-schema';
import { type ProjectorOnAWire, projectorOnAWire } from '../testing/projector-on-a-wire';
import { recordAll } from '../testing/record-all';
import {
  AS_OF,
  aRecord,
  contents,
  createSchemas,
  createTestBed,
  prepared,
  type TestBed,
} from '../testing/test-projection';
import { toldInAnyOrder } from '../testing/told-in-any-order';

const RUNS = Number(process.env['FC_RUNS'] ?? 6);

/** What happens to processes; `which` counts those that are alive. */
interface Happening {
  readonly what: 'starts' | 'dies' | 'stops' | 'freezes' | 'thaws' | 'rebuilds' | 'goes on';
  readonly which: number;
  /** Recorded before it. */
  readonly events: number;
  readonly afterMs: number;
}

const happenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.record({
    what: fc.constantFrom<Happening['what'][]>(
      ...(['starts', 'starts', 'dies', 'dies', 'stops', 'freezes', 'freezes', 'thaws', 'rebuilds', 'goes on'] as const),
    ),
    which: fc.nat(9),
    events: fc.nat(8),
    afterMs: fc.nat(400),
  }),
  { minLength: 4, maxLength: 14 },
);

/** Projectors that come and go on one set of tables. */
class Crowd {
  private readonly alive: ProjectorOnAWire[] = [];
  private readonly frozen = new Set<ProjectorOnAWire>();
  private readonly leaving: Promise<unknown>[] = [];
  private started = 0;

  constructor(
    private readonly bed: TestBed,
    private readonly store: EventStore,
    private readonly schemas: ProjectionSchemas,
  ) {}

  async start(): Promise<void> {
    const name = `projector ${++this.started}`;
    const one = await projectorOnAWire(this.bed, this.store, name, { leaseSeconds: 1, schemas: this.schemas });
    this.alive.push(one);
    // Not waited for: it may be frozen or dead before it has begun.
    this.leaving.push(one.projector.start().catch(() => undefined));
  }

  async meets({ what, which }: Happening): Promise<void> {
    if (what === 'starts' && this.alive.length < 4) return this.start();
    const one = this.alive[which % this.alive.length];
    if (one === undefined) return;
    if (what === 'freezes') this.freeze(one);
    if (what === 'thaws') this.thaw(one);
    if (what === 'rebuilds') this.leaving.push(one.projector.rebuild().catch(() => undefined));
    if (what === 'dies' || what === 'stops') {
      this.alive.splice(this.alive.indexOf(one), 1);
      this.leaving.push(what === 'dies' ? one.kill() : one.stop());
    }
  }

  /** Whoever is left brings the tables to the end of the record. */
  async finish(): Promise<void> {
    for (const one of this.frozen) this.thaw(one);
    if (this.alive.length === 0) await this.start();
    await this.alive.at(-1)!.projector.start();
    await this.alive.at(-1)!.projector.waitUntilFresh(AbortSignal.timeout(240_000));
  }

  async leave(): Promise<void> {
    for (const one of this.alive.splice(0)) this.leaving.push(one.stop());
    await Promise.all(this.leaving);
  }

  private freeze(one: ProjectorOnAWire): void {
    this.frozen.add(one);
    one.wire.freeze();
  }

  private thaw(one: ProjectorOnAWire): void {
    this.frozen.delete(one);
    one.wire.thaw();
  }
}

describe('the tables of projectors that die, stop and stall at random', () => {
  let bed: TestBed;
  beforeAll(async () => void (bed = await createTestBed()));
  afterAll(() => bed.drop());

  let no = 0;
  const live = async (arrived: Parameters<typeof recordAll>[1], story: readonly Happening[]) => {
    const store = aRecord();
    const schemas = await createSchemas(bed.pool, `live_${++no}`);
    const crowd = new Crowd(bed, store, schemas);
    const left = [...arrived];
    try {
      await crowd.start();
      for (const happening of story) {
        await recordAll(store, left.splice(0, happening.events));
        await crowd.meets(happening);
        await delay(happening.afterMs);
      }
      await recordAll(store, left);
      await crowd.finish();
    } finally {
      await crowd.leave();
    }
    const rows = await contents(bed.pool, schemas);
    const { rows: counts } = await bed.pool.query<Record<string, number>>(
      `select count(*)::integer as history, count(distinct position)::integer as positions,
         (select events from ${schemas.tables}.checkpoint) as fed,
         (select count(*)::integer - coalesce(max(entry_id), 0) from ${schemas.tables}.journal) as journal_gaps
       from ${schemas.tables}.history`,
    );
    const recorded = Number((await store.head()).position);
    await dropSchemas(bed.pool, schemas);
    return { rows, counts: counts[0]!, recorded };
  };
  const byOne = async (told: Parameters<typeof recordAll>[1]) => {
    const store = aRecord();
    await recordAll(store, told);
    const schemas = await createSchemas(bed.pool, `rebuilt_${++no}`);
    await (await prepared(bed.pool, schemas)).catchUp(store, (await store.head()).position, AS_OF);
    const rows = await contents(bed.pool, schemas);
    await dropSchemas(bed.pool, schemas);
    return rows;
  };

  it('are those of a single one, byte for byte, and hold every event once', async () => {
    await fc.assert(
      fc.asyncProperty(toldInAnyOrder(), happenings, async ({ told, arrived }, story) => {
        const { rows, counts, recorded } = await live(arrived, story);
        expect(rows).toEqual(await byOne(told));
        expect(counts).toEqual({ history: recorded, positions: recorded, fed: recorded, journal_gaps: 0 });
      }),
      { numRuns: RUNS, ...(process.env['FC_SEED'] === undefined ? {} : { seed: Number(process.env['FC_SEED']) }) },
    );
  }, 1_800_000);
});
