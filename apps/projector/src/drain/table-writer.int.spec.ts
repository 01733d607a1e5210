import { type Json } from '@gemba/event-sourcing';
import { type PoolClient } from 'pg';
import { createTestBed, type TestBed } from '../testing/test-projection';
import { DIGEST_COLUMN, readLayout } from './table-layout';
import { TableWriter } from './table-writer';

const TABLE = `create table projection.anything (
  deal_id text, no integer, note text, amount bigint, ratio double precision, at timestamptz, day date,
  isTrue boolean, names text[], said json, doubled integer generated always as (no * 2) stored,
  ${DIGEST_COLUMN} text not null, primary key (deal_id, no)
)`;

const row = (no: number, changes: Record<string, Json> = {}): Record<string, Json> => ({
  deal_id: 'crm:1',
  no,
  note: null,
  amount: null,
  ratio: null,
  at: null,
  day: null,
  istrue: null,
  names: null,
  said: null,
  ...changes,
});

describe('the table writer', () => {
  let bed: TestBed;
  let client: PoolClient;
  let writer: TableWriter;
  beforeEach(async () => {
    bed = await createTestBed();
    client = await bed.pool.connect();
    await client.query(TABLE);
    writer = new TableWriter(await readLayout(client, 'projection', 'anything'));
  });
  afterEach(async () => {
    client.release();
    await bed.drop();
  });
  const stored = async (columns: string): Promise<unknown[]> =>
    (await client.query(`select ${columns} from projection.anything order by no`)).rows;

  it('gives back every value as it was given', async () => {
    const given = {
      note: 'tab\tline\nreturn\rback\\slash \\N \\. "quoted" é 🙂',
      amount: 9_007_199_254_740_991,
      ratio: 0.1,
      at: '2026-03-02T09:00:00.123456Z',
      day: '2026-03-02',
      istrue: false,
      names: ['plain', 'with "quotes", commas {and} \\', '', null],
      said: { text: 'line\nbreak \\', list: [1, null, true] },
    };
    await writer.writeDeals(client, [], [row(1, given), row(2)]);
    const [first, second] = await stored('note, amount, ratio, at, day, istrue, names, said, doubled');
    expect(first).toEqual({ ...given, doubled: 2 });
    expect(Object.values(second as object)).toEqual([null, null, null, null, null, null, null, null, 4]);
  });

  it('touches only rows that differ, and removes those that are gone', async () => {
    await writer.writeDeals(client, [], [row(1), row(2), row(3)]);
    const before = await stored('no, ctid::text, note');
    expect(await writer.writeDeals(client, ['crm:1'], [row(1), row(2, { note: 'new' })])).toBe(3);
    const after = await stored('no, ctid::text, note');
    expect(after[0]).toEqual(before[0]);
    expect(after.slice(1)).toEqual([expect.objectContaining({ no: 2, note: 'new' })]);
    expect(await writer.writeWhole(client, [row(1), row(2, { note: 'new' })])).toBe(0);
  });

  it('says which value does not fit which column', async () => {
    await expect(writer.writeDeals(client, [], [row(1, { note: ['two', 'texts'] })])).rejects.toThrow(
      'A row of anything does not fit the column note (text): ["two","texts"] is no single value.',
    );
    await expect(writer.writeDeals(client, [], [row(1), row(1)])).rejects.toThrow('Two rows of anything are the same');
  });
});
