import { arrivalsOf, streamWritesOf } from '@gemba/intake';
import { listNameOf } from '@gemba/read-models';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'csv-parse/sync';
import { recordAll } from '../../apps/projector/src/testing/record-all';
import { told } from '../../apps/projector/src/testing/sales-story';
import { aRecord } from '../../apps/projector/src/testing/test-projection';
import { inApiWord } from '../../apps/query-api/src/answer/api-words';
import { answerClassesOf } from '../../apps/query-api/src/tables/answer-classes';
import { type AskedSource, type AskedTable } from '../../apps/query-api/src/tables/asked-table';
import { ASKED_TABLES } from '../../apps/query-api/src/tables/asked-tables';
import { filterParameters, unknownNames } from '../../apps/query-api/src/tables/filter-parameters';
import { orderNames, orderOf } from '../../apps/query-api/src/tables/question-order';
import { type Answered, createQueryApiBed, describedSchemas, type QueryApiBed } from './query-api-bed';

type Row = Readonly<Record<string, unknown>>;

interface Page {
  readonly rows: readonly Row[];
  readonly n: number | null;
  readonly next: string | null;
}

const DEALS = 60;
const AS_OF = '2025-01-01T00:00:00.000000Z';
const WITHIN = '2024-08-01T00:00:00.000000Z';

/** Work that the synthetic organisation tells nothing of; one activity has a name that a spreadsheet would run. */
const WORK = ['call', 'check', 'call', '=1+1', '=1+1'].map((activity, hour) =>
  told('deal', 'log:1', 'ActivityRecorded', `2024-03-01T1${hour}:00:00Z`, { activity }),
);

const tables = ASKED_TABLES.map((table) => [table.question.path, table] as const);

describe('the questions about a synthetic organisation', () => {
  let bed: QueryApiBed;
  let validateBy: (table: AskedTable) => ValidateFunction;

  beforeAll(async () => {
    bed = await createQueryApiBed();
    const store = aRecord();
    const arrivals = arrivalsOf({ seed: 5, deals: DEALS, startDate: '2024-01-01', days: 300 });
    for (const writes of streamWritesOf(arrivals, 500)) await store.append(writes);
    await recordAll(store, WORK);
    await bed.projection.catchUp(store, (await store.head()).position, AS_OF);
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats(ajv);
    ajv.addSchema({ $id: 'interface', components: { schemas: describedSchemas(bed.app) } });
    validateBy = (table) => ajv.getSchema(`interface#/components/schemas/${answerClassesOf(table).page.name}`)!;
  }, 180_000);
  afterAll(() => bed?.drop());

  const page = async (table: AskedTable, query: Record<string, string | string[]> = {}): Promise<Page> => {
    const parameters = new URLSearchParams(
      Object.entries(query).flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, each])),
    );
    const { status, body } = await bed.get<Record<string, unknown>>(`/v1/${table.question.path}?${parameters}`);
    expect([status, body['detail']]).toEqual([200, undefined]);
    const validate = validateBy(table);
    expect([validate(body), validate.errors]).toEqual([true, null]);
    return { rows: body[listNameOf(table.question)], n: body['n'], next: body['next'] } as Page;
  };
  const stored = async ({ standing }: AskedTable, where = 'true'): Promise<number> => {
    const { rows } = await bed.projection.pool.query<{ n: number }>(
      `select count(*)::integer as n from bi_v1."${standing.relation}" where ${where}`,
    );
    return rows[0]!.n;
  };
  const all = async (table: AskedTable, query: Record<string, string> = {}): Promise<Row[]> => {
    const rows: Row[] = [];
    for (let next: string | null = ''; next !== null;) {
      const one: Page = await page(table, { limit: '1000', ...query, ...(next === '' ? {} : { after: next }) });
      rows.push(...one.rows);
      next = rows.length > 3_000 ? null : one.next;
    }
    return rows;
  };

  /** When there was something to see: findings are as old as this run, handovers are seldom under way. */
  const instantFor = async (path: string): Promise<string> => {
    if (path === 'findings') return new Date().toISOString();
    const { rows } = await bed.projection.pool.query<{ at: string }>(
      'select max(first_submitted_at) as at from bi_v1.handoff where accepted_at > first_submitted_at',
    );
    return path === 'handoffs' ? rows[0]!.at : WITHIN;
  };

  it('has rows in the tables that the questions are about', async () => {
    const empty: string[] = [];
    for (const [path, table] of tables) if ((await stored(table)) === 0) empty.push(path);
    expect(empty).toEqual([]);
  });

  it.each(tables)('%s knows its columns as the database does', async (_, table) => {
    const typesOf = async ({ relation }: AskedSource): Promise<Map<string, string>> => {
      const { rows } = await bed.projection.pool.query<{ name: string; type: string }>(
        `select attname as name, format_type(atttypid, null) as type from pg_attribute
         where attrelid = to_regclass($1) and attnum > 0 and not attisdropped
         union all
         select name, format_type(type, null) from pg_proc,
           unnest(proargnames, proallargtypes, proargmodes) as given (name, type, mode)
         where pronamespace = 'bi_v1'::regnamespace and proname = $2 and mode = 't'`,
        [`bi_v1."${relation}"`, relation],
      );
      return new Map(rows.map(({ name, type }) => [name, type.replace('timestamp with time zone', 'timestamptz')]));
    };
    for (const source of [table.standing, ...(table.asOf === null ? [] : [table.asOf])]) {
      const types = await typesOf(source);
      const known = new Map(source.columns.map(({ from }) => [from, types.get(from)]));
      expect(known).toEqual(new Map(source.columns.map(({ from, type }) => [from, type])));
    }
  });

  it.each(tables)('%s gives every row of its table once, in JSON and in CSV alike', async (path, table) => {
    const n = await stored(table);
    const limit = Math.min(10_000, Math.ceil(n / 3));
    const cells: string[][] = [];
    let url: string | null = `/v1/${path}?limit=${limit}`;
    while (url !== null) {
      const { headers, body }: Answered<string> = await bed.get<string>(url, 'text/csv');
      expect(headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
      expect(headers).toMatchObject({ 'gemba-state': 'fresh', 'gemba-lag-events': '0' });
      const [names, ...rows] = parse(body, { record_delimiter: '\r\n' });
      expect(names).toEqual(table.standing.columns.map(({ name }) => inApiWord(name)));
      cells.push(...rows);
      const next: string | undefined = /^<(\?[^>]*)>; rel="next"$/.exec(headers['link'] ?? '')?.[1];
      url = next === undefined ? null : `/v1/${path}${next}`;
    }
    expect(cells).toHaveLength(n);
    const rows = await all(table);
    const text = (value: unknown): string =>
      value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
    const shown = cells.slice(0, rows.length).map((row) => row.map((cell) => cell.replace(/^'(?=\s*[=+@-])/, '')));
    expect(shown).toEqual(rows.map((row) => table.standing.columns.map(({ name }) => text(row[inApiWord(name)]))));
  });

  it.each(tables)('%s is narrowed down by each of its filters', async (_, table) => {
    const rows = await all(table);
    const whole = rows.length === (await stored(table));
    for (const filter of filterParameters(table)) {
      const holds = (row: Row, value: unknown): boolean =>
        Object.entries(filter.where).every(([column, word]) => row[inApiWord(column)] === word) &&
        filter.columns.some((column) => {
          const held = row[inApiWord(column)];
          if (filter.compare === 'present') return (Array.isArray(held) ? held.length > 0 : held !== null) === value;
          if (Array.isArray(held)) return held.includes(value);
          if (held === null) return false;
          if (filter.compare === 'from') return (held as string) >= (value as string);
          return filter.compare === 'before' ? (held as string) < (value as string) : held === value;
        });
      const values =
        filter.compare === 'present'
          ? [true, false]
          : rows
              .filter((row) => Object.entries(filter.where).every(([column, word]) => row[inApiWord(column)] === word))
              .map((row) => row[inApiWord(filter.columns[0]!)])
              .flat()
              .filter((value) => value !== null);
      for (const value of new Set([values[0], values[Math.floor(values.length / 2)]])) {
        if (value === undefined) continue;
        const narrowed = await page(table, { [filter.name]: String(value), limit: '1000' });
        if (whole) expect(narrowed.n).toBe(rows.filter((row) => holds(row, value)).length);
        expect(narrowed.rows.filter((row) => !holds(row, value))).toEqual([]);
      }
    }
  });

  it.each(tables)('%s gives every row of which something is unknown, and no other', async (_, table) => {
    const filters = filterParameters(table);
    for (const unknown of unknownNames(filters)) {
      const { columns, where } = filters.find(({ of }) => of === unknown)!;
      const { rows, n } = await page(table, { unknown, limit: '1000' });
      const said = (row: Readonly<Record<string, unknown>>, column: string): unknown => row[inApiWord(column)];
      for (const row of rows) {
        expect(columns.some((column) => said(row, column) === null)).toBe(true);
        for (const [column, word] of Object.entries(where)) expect(said(row, column)).toBe(word);
      }
      const besides = Object.entries(where).map(([column, word]) => `"${column}" = '${word}'`);
      const either = columns.map((column) => `"${column}" is null`).join(' or ');
      expect(n).toBe(await stored(table, [...besides, `(${either})`].join(' and ')));
    }
  });

  it.each(tables)('%s answers in each of its orders', async (_, table) => {
    const n = await stored(table);
    for (const order of orderNames(table)) {
      const first = await page(table, { order, limit: '7' });
      const second = first.next === null ? [] : (await page(table, { order, limit: '7', after: first.next })).rows;
      const seen = [...first.rows, ...second];
      expect(seen).toHaveLength(Math.min(n, 14));
      const [column] = orderOf(table, table.standing, order)!;
      const values = seen.map((row) => row[inApiWord(column!.name)]);
      const known = values.filter((value) => value !== null);
      expect(values.slice(known.length).every((value) => value === null)).toBe(true);
      const rising = column!.falling ? [...known].reverse() : known;
      if (typeof known[0] === 'number') expect(rising).toEqual([...rising].sort((a, b) => Number(a) - Number(b)));
      else expect(rising).toEqual([...rising].sort());
    }
  });

  it.each(tables.filter(([, table]) => table.asOf !== null))('%s answers as of an instant', async (path, table) => {
    const asOf = await instantFor(path);
    const { rows, n } = await page(table, { asOf, limit: '1000' });
    expect(rows.length).toBeGreaterThan(0);
    expect(n).toBeGreaterThanOrEqual(rows.length);
    expect(n).toBeLessThanOrEqual(await stored(table));
    for (const filter of filterParameters(table)) {
      if (filter.columns.some((column) => !table.asOf!.columns.some(({ name }) => name === column))) continue;
      const value = rows.map((row) => row[inApiWord(filter.columns[0]!)]).find((held) => held !== null);
      const given = filter.compare === 'present' ? true : value;
      if (given !== undefined) await page(table, { asOf, [filter.name]: String(given) });
    }
    expect((await page(table, { asOf: '1990-01-01T00:00:00Z' })).n).toBe(0);
  });
});
