import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@gemba/test-support';
import { Client } from 'pg';
import { contextOf } from './context';
import { foldDealCase } from './deal-case';
import { type Row } from './read-model';
import { quotesAt } from './rates';
import { quoteOutcome, type QuoteOutcomeRow } from './quote-outcome';
import { analyses, dealReadModels } from './tables';
import { conversation, deal, instant, quote } from './testing';

const context = contextOf([]);
const dealId = 'crm:1';
const tell = deal(dealId);
const sent = (quoteId: string, at: string, validUntil: string) =>
  quote(quoteId)('QuoteSent', at, { dealId, validUntil, amountMinor: 12_345, currency: 'EUR' });
const history = [
  tell('DealOpened', '2026-01-05 09:00', { segment: "O'Hara & sons", ownerId: 'ann', currency: 'EUR' }),
  sent('cpq:late', '2026-01-10 09:00', '2026-02-01T00:00:00Z'),
  sent('cpq:beside', '2026-01-11 09:00', '2026-02-15T00:00:00Z'),
  conversation('mail:1')('FollowUpSent', '2026-01-12 09:00', { dealId, medium: 'email' }, { actorId: 'ann' }),
  conversation('mail:1')('FollowUpSent', '2026-01-15 10:30', { dealId, medium: 'phone' }, { actorId: 'ann' }),
  quote('cpq:late')('QuoteAccepted', '2026-03-01 09:00', {}),
  tell('DealWon', '2026-03-02 09:00', { amountMinor: 12_345 }),
  sent('cpq:after', '2026-03-10 09:00', '2026-04-01'),
];
const OURS = /^(deal_outcome|quote_outcome|win_rate.*|followup_.*)$/;

describe('the tables of quotes and follow-ups in PostgreSQL', () => {
  let database: TestDatabase;
  let client: Client;
  const tables: Record<string, readonly Row[]> = {};

  const run = (table: { name: string; folder: string }, kind: 'table' | 'view') => {
    const file = join(table.folder, `${table.name.replaceAll('_', '-')}.${kind}.sql`);
    return client.query(readFileSync(file, 'utf8').replace(/(?<!:):(tables|views)\b/g, '$1'));
  };
  const fill = (table: string, rows: readonly Row[]) =>
    client.query(`insert into tables.${table} select * from json_populate_recordset(null::tables.${table}, $1)`, [
      JSON.stringify(rows),
    ]);

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new Client({ connectionString: database.adminUrl });
    await client.connect();
    await client.query("create schema tables; create schema views; set timezone = 'UTC'");
    const dealCase = foldDealCase(dealId, history, context);
    for (const model of dealReadModels.filter(({ name }) => OURS.test(name))) {
      tables[model.name] = model.rows(dealCase, context);
    }
    for (const analysis of analyses.filter(({ name }) => OURS.test(name))) {
      tables[analysis.name] = analysis.rows(tables, { asOf: instant('2026-12-31 00:00') }, context);
    }
    for (const table of [...dealReadModels, ...analyses].filter(({ name }) => OURS.test(name))) {
      await run(table, 'table');
      await run(table, 'view');
      await fill(table.name, tables[table.name]!);
    }
  });
  afterAll(async () => {
    await client?.end();
    await database?.drop();
  });

  it('take every column that the rows give, and no other', async () => {
    for (const [name, rows] of Object.entries(tables)) {
      expect(rows.length).toBeGreaterThan(0);
      const { rows: columns } = await client.query<{ column_name: string }>(
        "select column_name from information_schema.columns where table_schema = 'views' and table_name = $1",
        [name],
      );
      const names = columns.map(({ column_name }) => column_name).sort();
      for (const row of rows) expect(Object.keys(row).sort()).toEqual(names);
    }
  });

  it.each(['2026-01-01', '2026-01-20', '2026-02-10', '2026-02-20', '2026-03-05', '2026-05-01'])(
    'say of quotes as of %s what the win rates count',
    async (day) => {
      const asOf = instant(`${day} 00:00`);
      const { rows } = await client.query<{ id: string; outcome: string }>(
        `select json_build_array(deal_id, family_id)::text as id, outcome from views.quote_outcome_as_of($1) order by 1`,
        [asOf],
      );
      const counted: Record<string, string> = {
        accepted: 'won',
        expired: 'lost',
        not_selected: 'excluded',
        deal_closed: 'excluded',
        open: 'open',
      };
      const inSql = rows.map(({ id, outcome }) => [JSON.stringify(JSON.parse(id)), counted[outcome]]);
      const inCode = quotesAt(tables[quoteOutcome.name] as readonly QuoteOutcomeRow[], asOf).map(({ id, outcome }) => [
        id,
        outcome,
      ]);
      expect(inSql).toEqual(inCode.sort(([a], [b]) => (a! < b! ? -1 : 1)));
    },
  );
});
