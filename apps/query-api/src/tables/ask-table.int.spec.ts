import { createPool, type Problem } from '@gemba/platform';
import { createTestDatabase, type TestDatabase } from '@gemba/test-support';
import fc from 'fast-check';
import { type Pool } from 'pg';
import { Snapshots } from '../answer/snapshots';
import { type RecordHead } from '../freshness/record-head';
import { AskTableHandler, AskTableQuery } from './ask-table.query';
import { readAsk } from './read-ask';
import { type Given } from './read-conditions';
import { type TableAnswer } from './table-answer';
import { type TableAsk } from './table-ask';
import { STAYS, staysSql } from './testing/stays';

type Stay = Readonly<Record<string, unknown>>;

/** Few values and many nulls, so that rows tie in every order. */
const orNull = <T>(...values: T[]): fc.Arbitrary<T | null> => fc.constantFrom<T | null>(null, ...values);
const stay: fc.Arbitrary<Stay> = fc.record({
  stay_id: fc.constantFrom('crm:a', 'crm:Z', 'crm:ä', 'crm:b c'),
  place: fc.integer({ min: -3, max: 12 }),
  kind: orNull('large', 'small'),
  from_party: orNull('desk', 'plant'),
  to_party: orNull('desk', 'plant'),
  rules: fc.subarray(['beyond-limit', 'run']),
  notes: orNull(['=1', 'b']),
  seen_at: orNull('2026-03-01T09:00:00.000001Z', '2026-03-01T09:00:00.000002Z', '2026-03-02T09:00:00.000000Z'),
  day: orNull('2026-03-01', '2026-03-02'),
  score: orNull(0.1, 0.30000000000000004, -2.5e-7),
  is_open: fc.boolean(),
  deal_id: orNull('crm:1', 'crm:2'),
});
const stays = fc.uniqueArray(stay, { selector: (row) => `${row['stay_id']} ${row['place']}`, maxLength: 40 });

const ORDERS: Readonly<Record<string, readonly (readonly [column: string, falling: boolean])[]>> = {
  default: [],
  latest: [['seen_at', true]],
  best: [
    ['score', true],
    ['kind', false],
  ],
  earliest: [['seen_at', false]],
  placed: [['place', true]],
};

const compared = (a: unknown, b: unknown, falling: boolean): number => {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  const rises =
    typeof a === 'string' ? Buffer.compare(Buffer.from(a), Buffer.from(b as string)) : (a as number) - (b as number);
  return falling ? -rises : rises;
};

const inOrder = (rows: readonly Stay[], order: string): Stay[] =>
  [...rows].sort((a, b) => {
    const terms = [...ORDERS[order]!, ['stay_id', false] as const, ['place', false] as const];
    return terms.reduce((found, [column, falling]) => found || compared(a[column], b[column], falling), 0);
  });

describe('a table that is asked', () => {
  let database: TestDatabase;
  let pool: Pool;
  let handler: AskTableHandler;
  const record = { position: (): Promise<bigint | null> => Promise.resolve(9n) } as RecordHead;

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = createPool({
      url: database.adminUrl,
      applicationName: 'questions spec',
      connectionsMax: 2,
      onIdleError: () => undefined,
    });
    await pool.query(`create schema projection; create schema bi_v1;
      create table bi_v1.projection_position (table_name text, state text, position bigint, recorded_at timestamptz,
        as_of timestamptz, lag_events bigint, lag_s numeric);
      insert into bi_v1.projection_position values ('stay', 'stale', 7, '2026-03-05Z', '2026-03-04Z', 2, 1.5), ('other', 'fresh', 9, null, null, 0, 0)`);
    await pool.query(`create table projection.deal_root (deal_id text primary key, root_id text not null);
      insert into projection.deal_root values ('crm:1', 'crm:1'), ('crm:2', 'crm:2'), ('crm:twin of 1', 'crm:1')`);
    await pool.query(staysSql('projection', 'bi_v1'));
    await pool.query(`create table projection.checkpoint (position bigint, events bigint);
      insert into projection.checkpoint values (9, 9)`);
    handler = new AskTableHandler(new Snapshots(pool), record);
  });
  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });

  const fill = async (rows: readonly Stay[]): Promise<void> => {
    await pool.query('truncate projection.stay');
    await pool.query('insert into projection.stay select * from json_populate_recordset(null::projection.stay, $1)', [
      JSON.stringify(rows),
    ]);
  };
  const ask = (given: Given): Promise<TableAnswer> => {
    const read = readAsk(STAYS, given);
    if (!('order' in read)) throw new Error(JSON.stringify(read));
    return handler.execute(new AskTableQuery(STAYS, read));
  };
  /** Every page, one after the other, with what each said of n. */
  const all = async (given: Given): Promise<{ rows: Stay[]; ns: (number | null)[]; pages: number }> => {
    const rows: Stay[] = [];
    const ns: (number | null)[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const page = await ask(after === undefined ? given : { ...given, after });
      rows.push(...page.rows);
      ns.push(page.n);
      after = page.next;
    }
    return { rows, ns, pages: ns.length };
  };

  it('gives every row once and in its order, whatever the size of the pages, over ties and nulls', async () => {
    await fc.assert(
      fc.asyncProperty(
        stays,
        fc.constantFrom(...Object.keys(ORDERS)),
        fc.integer({ min: 1, max: 9 }),
        async (rows, order, limit) => {
          await fill(rows);
          const read = await all({ order, limit: String(limit) });
          expect(read.rows).toEqual(inOrder(rows, order));
          // The last page is one that has rows, not an empty one behind it.
          expect(read.pages).toBe(Math.max(1, Math.ceil(rows.length / limit)));
          expect(read.ns).toEqual([rows.length, ...Array.from({ length: read.pages - 1 }, () => null)]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each<[string, Given, (row: Stay) => boolean]>([
    ['one value', { kind: 'large' }, ({ kind }) => kind === 'large'],
    ['one of several values', { place: ['1', '2', '-3'] }, ({ place }) => [1, 2, -3].includes(place as number)],
    ['a truth', { open: 'false' }, ({ is_open }) => is_open === false],
    ['either of two columns', { party: 'desk' }, (row) => row['from_party'] === 'desk' || row['to_party'] === 'desk'],
    [
      'a column where another says what it is',
      { large: 'desk' },
      (row) => row['kind'] === 'large' && row['from_party'] === 'desk',
    ],
    ['a value in a list', { rule: 'run' }, ({ rules }) => (rules as string[]).includes('run')],
    ['lists that hold something', { signal: 'true' }, ({ rules }) => (rules as string[]).length > 0],
    ['lists that hold nothing', { signal: 'false' }, ({ rules }) => (rules as string[]).length === 0],
    ['what is known', { scored: 'true' }, ({ score }) => score !== null],
    ['what is not known', { scored: 'false' }, ({ score }) => score === null],
    [
      'a span of instants, its end left out',
      { seenFrom: '2026-03-01T10:00:00.000001+01:00', seenBefore: '2026-03-02T09:00:00Z' },
      ({ seen_at }) => seen_at !== null && (seen_at as string) < '2026-03-02T09:00:00.000000Z',
    ],
    [
      'what is not known, beside a value',
      { kind: 'small', unknown: 'kind' },
      ({ kind }) => kind === null || kind === 'small',
    ],
    [
      'what is not known of several things',
      { unknown: ['kind', 'seen'] },
      ({ kind, seen_at }) => kind === null && seen_at === null,
    ],
    [
      'what is not known, beside a span',
      { seenFrom: '2026-03-02T00:00:00Z', seenBefore: '2026-03-03T00:00:00Z', unknown: 'seen' },
      ({ seen_at }) => seen_at === null || (seen_at as string).startsWith('2026-03-02'),
    ],
    [
      'either of two columns that is not known',
      { party: 'desk', unknown: 'party' },
      ({ from_party, to_party }) => [from_party, to_party].some((party) => party === 'desk' || party === null),
    ],
    [
      'what is not known where another column says what it is',
      { unknown: 'large' },
      (row) => row['kind'] === 'large' && row['from_party'] === null,
    ],
    [
      'a deal, by the id of one that was merged into it',
      { deal: 'crm:twin of 1' },
      (row) => row['deal_id'] === 'crm:1',
    ],
    [
      'deals, one of them by both its ids',
      { deal: ['crm:twin of 1', 'crm:1', 'crm:2'] },
      (row) => row['deal_id'] !== null,
    ],
    ['a deal that nobody knows', { deal: 'crm:3' }, () => false],
    ['a span of dates', { dayFrom: '2026-03-02' }, ({ day }) => day === '2026-03-02'],
    [
      'two filters at once',
      { kind: 'small', open: 'true' },
      (row) => row['kind'] === 'small' && row['is_open'] === true,
    ],
  ])('narrowed down by %s gives exactly the rows it means, page by page', async (_, given, isMeant) => {
    await fc.assert(
      fc.asyncProperty(stays, async (rows) => {
        await fill(rows);
        const meant = inOrder(rows.filter(isMeant), 'latest');
        const read = await all({ ...given, order: 'latest', limit: '4' });
        expect(read.rows).toEqual(meant);
        expect(read.ns[0]).toBe(meant.length);
      }),
      { numRuns: 12 },
    );
  });

  it('answers as of an instant from the function that knows it, under the names of the answer', async () => {
    const at = (place: number, seen_at: string | null): Stay => ({
      ...{ stay_id: 'crm:a', place, kind: 'small', from_party: null, to_party: null, rules: [], notes: null },
      ...{ seen_at, day: null, score: 9, is_open: true, deal_id: null },
    });
    await fill([at(1, '2026-03-01T00:00:00Z'), at(2, null), at(3, '2026-03-03T00:00:00Z')]);
    const answer = await ask({ asOf: '2026-03-02T00:00:00Z', kind: 'small' });
    expect(answer).toMatchObject({ asOf: '2026-03-02T00:00:00.000000Z', n: 1, next: null });
    expect(answer.rows).toEqual([
      { stay_id: 'crm:a', place: 1, kind: 'small', seen_at: '2026-03-01T00:00:00.000000Z', score: 86_400 },
    ]);
    expect(answer.columns.map(({ name }) => name)).toEqual(['stay_id', 'place', 'kind', 'seen_at', 'score']);
  });

  it('says how fresh it is, and as of when', async () => {
    const { freshness, asOf } = await ask({});
    expect(asOf).toBe('2026-03-04T00:00:00.000000Z');
    expect(freshness).toEqual([
      {
        table: 'stay',
        state: 'stale',
        position: 7,
        recordedAt: '2026-03-05T00:00:00.000000Z',
        asOf,
        lagEvents: 2,
        lagSeconds: expect.any(Number) as number,
      },
    ]);
  });

  it('is not called fresh for being all that a projector has read which stands still', async () => {
    const other = { ...STAYS, name: 'other' };
    const asked = async (position: bigint | null) => {
      jest.spyOn(record, 'position').mockResolvedValueOnce(position);
      const { freshness } = await handler.execute(new AskTableQuery(other, readAsk(other, {}) as TableAsk));
      return freshness;
    };
    expect(await asked(9n)).toMatchObject([{ table: 'other', state: 'fresh', lagEvents: 0 }]);
    expect(await asked(12n)).toMatchObject([{ table: 'other', state: 'stale', lagEvents: 3 }]);
    expect(await asked(null)).toMatchObject([{ table: 'other', state: 'stale' }]);
  });

  it('is not there yet: that is no fault of the question', async () => {
    const missing = { ...STAYS, standing: { ...STAYS.standing, relation: 'nothing' } };
    const failure = await handler
      .execute(new AskTableQuery(missing, readAsk(missing, {}) as TableAsk))
      .catch((error: Problem) => error);
    expect(failure).toMatchObject({
      status: 503,
      code: 'tables-not-ready',
      hints: { headers: { 'retry-after': '5' } },
    });
  });
});
