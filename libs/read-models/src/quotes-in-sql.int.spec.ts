import { contextOf } from './context';
import { foldDealCase } from './deal-case';
import { type Row } from './read-model';
import { quotesAt } from './rates';
import { quoteOutcome, type QuoteOutcomeRow } from './quote-outcome';
import { analyses, dealReadModels } from './tables';
import { conversation, deal, instant, quote } from './testing';
import { createSqlBed, type SqlBed } from './testing/sql-bed';

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
  let bed: SqlBed;
  const tables: Record<string, readonly Row[]> = {};

  beforeAll(async () => {
    const dealCase = foldDealCase(dealId, history, context);
    const models = dealReadModels.filter(({ name }) => OURS.test(name));
    for (const { name, rows } of models) tables[name] = rows(dealCase, context);
    const across = analyses.filter(({ name }) => OURS.test(name));
    for (const { name, rows } of across) tables[name] = rows(tables, { asOf: instant('2026-12-31 00:00') }, context);
    bed = await createSqlBed();
    await bed.create([...models, ...across]);
    for (const [name, rows] of Object.entries(tables)) await bed.fill(name, rows);
  });
  afterAll(() => bed?.drop());

  it('take every column that the rows give, and no other', async () => {
    for (const [name, rows] of Object.entries(tables)) {
      expect(rows.length).toBeGreaterThan(0);
      const { rows: columns } = await bed.client.query<{ column_name: string }>(
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
      const { rows } = await bed.client.query<{ id: string; outcome: string }>(
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
