import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import fc from 'fast-check';
import { contextOf } from './context';
import { foldDealCase } from './deal-case';
import { type HistoryEvent } from './history';
import { revisionOf } from './revision';
import { analyses, dealReadModels, plainViews, referenceTables } from './tables';
import {
  conversation,
  correction,
  deal,
  handover,
  officeHours,
  organisation,
  publishedVersion,
  quote,
} from './testing';

const context = contextOf([
  ...publishedVersion('sale', 1, '2026-01-01 00:00', { contact: 3600, offer: 7200, closing: 600 }),
  ...publishedVersion('sale', 2, '2026-03-02 00:00', { contact: 1800, offer: 3600, closing: 600 }),
  officeHours('Europe/Berlin'),
  // Seen only in histories that tell of no handover.
  organisation('acme')('HandoverDerivationDefined', '2026-01-01 00:00', {
    version: 1,
    boundaries: (['opening', 'owner-change', 'step-entry', 'closing'] as const).map((on) => ({
      key: on,
      on,
      items: [{ key: 'segment', field: 'segment' }],
    })),
  }),
]);

/** Few times and few steps, so that events share instants, repeat steps and contradict each other. */
const at = fc.constantFrom(
  '2026-03-01 09:00',
  '2026-03-02 09:00',
  '2026-03-02 09:01',
  '2026-03-29 01:30',
  '2026-04-07 12:00',
);
const stepKey = fc.constantFrom('contact', 'offer', 'closing', 'elsewhere');
const told = fc.record(
  {
    sequence: fc.nat(12),
    precision: fc.constantFrom('day' as const, 'unknown' as const),
    source: fc.constantFrom('crm', 'erp'),
  },
  { requiredKeys: ['source'] },
);
const quoted = fc.constantFrom('crm:q', 'crm:r');
const handed = fc.constantFrom('crm:h', 'crm:i');
const tell = fc.constantFrom('crm:1', 'crm:2').map((id) => deal(id));

const happening: fc.Arbitrary<HistoryEvent> = fc.oneof(
  fc.tuple(tell, at, stepKey, told).map(([say, when, step, how]) => say('StepEntered', when, { stepKey: step }, how)),
  fc
    .tuple(tell, at, told)
    .map(([say, when, how]) => say('DealOpened', when, { processId: 'sale', segment: 'small' }, how)),
  fc.tuple(tell, at, told).map(([say, when, how]) => say('DealWon', when, { amountMinor: 5 }, how)),
  fc.tuple(tell, at, told).map(([say, when, how]) => say('DealLost', when, {}, how)),
  fc.tuple(tell, at, told).map(([say, when, how]) => say('DealReopened', when, {}, how)),
  fc.tuple(tell, at, told).map(([say, when, how]) => say('OwnerChanged', when, { to: 'ann' }, how)),
  fc
    .tuple(tell, at, told)
    .map(([say, when, how]) =>
      say('DealMigratedToVersion', when, { from: 1, to: 2, stepMap: { offer: 'closing' }, by: 'ann' }, how),
    ),
  fc.tuple(at, told).map(([when, how]) => deal('crm:2')('DealsMerged', when, { survivorId: 'crm:1' }, how)),
  fc
    .tuple(tell, at, told, fc.constantFrom('call', 'check'))
    .map(([say, when, how, activity]) => say('ActivityRecorded', when, { activity }, { ...how, actorId: 'crm:u1' })),
  fc
    .tuple(handed, at, told, fc.integer({ min: 1, max: 2 }), fc.boolean())
    .map(([id, when, how, submissionNo, valid]) => {
      const items = [{ key: 'account', required: true, applicable: true, valid, ...(valid ? { value: 'x' } : {}) }];
      const boundary = { dealId: 'crm:1', fromTeam: 'sales', toTeam: id === 'crm:h' ? 'desk' : 'plant' };
      return handover(id)('HandoverSubmitted', when, { ...boundary, submissionNo, items }, how);
    }),
  fc.tuple(handed, at, told).map(([id, when, how]) => handover(id)('HandoverAccepted', when, { dealId: 'crm:1' }, how)),
  fc
    .tuple(handed, at, told)
    .map(([id, when, how]) => handover(id)('HandoverWithdrawn', when, { dealId: 'crm:1' }, how)),
  fc
    .tuple(handed, at, told, fc.constantFrom('account', 'terms'))
    .map(([id, when, how, key]) =>
      handover(id)('HandoverRejected', when, { dealId: 'crm:1', items: [{ key, defect: 'wrong' }] }, how),
    ),
  fc
    .tuple(handed, at, told)
    .map(([id, when, how]) => handover(id)('MissingInformationReported', when, { dealId: 'crm:1', key: 'terms' }, how)),
  fc
    .tuple(handed, at, told)
    .map(([id, when, how]) =>
      handover(id)('InformationChased', when, { dealId: 'crm:1', key: 'terms', hours: 0.1 }, how),
    ),
  fc.tuple(at, told, quoted).map(([when, how, q]) => quote(q)('QuoteSent', when, { dealId: 'crm:1' }, how)),
  fc.tuple(at, told, quoted).map(([when, how, q]) => quote(q)('QuoteAccepted', when, {}, how)),
  fc.tuple(at, told, quoted).map(([when, how, q]) => quote(q)('QuoteRejected', when, {}, how)),
  fc.tuple(at, told).map(([when, how]) => quote('crm:q')('QuoteSuperseded', when, { byQuoteId: 'crm:r' }, how)),
  fc
    .tuple(at, told, quoted)
    .map(([when, how, q]) =>
      conversation('crm:c')('FollowUpSent', when, { dealId: 'crm:1', quoteIds: [q], medium: 'phone' }, how),
    ),
  fc
    .tuple(at, told)
    .map(([when, how]) => conversation('crm:c')('CustomerReplied', when, { dealId: 'crm:1', medium: 'phone' }, how)),
);

const history = fc.array(happening, { maxLength: 14 }).chain((events) =>
  events.length === 0
    ? fc.constant(events)
    : fc
        .array(
          fc
            .tuple(fc.constantFrom(...events), fc.integer({ min: 1, max: 3 }), stepKey, at)
            .map(([wrong, version, step, when]) =>
              correction(
                wrong,
                version,
                step === 'elsewhere'
                  ? null
                  : { type: 'StepEntered', data: { stepKey: step }, occurredAt: `${when.replace(' ', 'T')}:00Z` },
              ),
            ),
          { maxLength: 4 },
        )
        .map((corrections) => [...events, ...corrections]),
);

const delivered = history.chain((events) =>
  fc
    .tuple(fc.shuffledSubarray(events, { minLength: events.length }), fc.shuffledSubarray(events))
    .map(([once, again]) => ({ events, arrived: [...once, ...again] })),
);

describe('every table about single deals', () => {
  it('has the same rows for any order of arrival and any duplication', () => {
    const rowsOf = (events: readonly HistoryEvent[]) => {
      const dealCase = foldDealCase('crm:1', events, context);
      return JSON.stringify(dealReadModels.map(({ name, rows }) => [name, rows(dealCase, context)]));
    };
    fc.assert(
      fc.property(delivered, ({ events, arrived }) => expect(rowsOf(arrived)).toBe(rowsOf(events))),
      { numRuns: 400 },
    );
  });

  it('never has two rows of one key', () => {
    fc.assert(
      fc.property(history, (events) => {
        const dealCase = foldDealCase('crm:1', events, context);
        for (const { rows, key } of dealReadModels) {
          const keys = rows(dealCase, context).map((row) => JSON.stringify(key.map((column) => row[column])));
          expect(new Set(keys).size).toBe(keys.length);
        }
      }),
    );
  });
});

describe('the question of every table about single deals', () => {
  const ajv = new Ajv();
  const asked = dealReadModels.map(({ rows, question }) => ({
    rows,
    order: question!.order,
    words: Object.entries(question!.words ?? {}).map(
      ([column, words]) => [column, new Set(Object.keys(words!))] as const,
    ),
    shapes: Object.entries(question!.shapes ?? {}).map(
      ([column, shape]) => [column, ajv.compile({ ...shape, nullable: true })] as const,
    ),
  }));

  it('knows every word and every shape that a row holds, and no two rows have one place in its order', () => {
    fc.assert(
      fc.property(history, (events) => {
        const dealCase = foldDealCase('crm:1', events, context);
        for (const { rows, order, words, shapes } of asked) {
          const all = rows(dealCase, context);
          for (const row of all) {
            for (const [column, known] of words)
              for (const word of [row[column]].flat()) expect(word === null || known.has(word as string)).toBe(true);
            for (const [column, fits] of shapes) expect([row[column], fits(row[column])]).toEqual([row[column], true]);
          }
          const places = all.map((row) => JSON.stringify(order.map((column) => row[column])));
          expect(new Set(places).size).toBe(places.length);
        }
      }),
    );
  });
});

describe('every table', () => {
  const tables = [...referenceTables, ...dealReadModels, ...analyses];
  const sqlOf = (table: { name: string; folder: string }, kind: 'table' | 'view') =>
    join(table.folder, `${table.name.replaceAll('_', '-')}.${kind}.sql`);

  it.each(tables.map((table) => [table.name, table] as const))(
    '%s has a revision and comments on all of itself',
    (name, table) => {
      expect(revisionOf(name)).toMatch(/^[0-9a-f]{16}$/);
      const sql = readFileSync(sqlOf(table, 'table'), 'utf8');
      const [, columns] = /create table :tables\.\w+ \(\n([\s\S]*?)\n\);/.exec(sql)!;
      const names = [...columns!.matchAll(/^ {2}([a-z]\w*) (?!key)/gm)].map(([, column]) => column!);
      expect(names.length).toBeGreaterThan(3);
      const commented = [...sql.matchAll(/comment on column :tables\.\w+\.(\w+) is/g)].map(([, column]) => column!);
      expect(commented).toEqual(names.filter((column) => column !== 'primary'));
      expect(sql).toContain(`comment on table :tables.${name} is`);
    },
  );

  it('is seen by BI', () => {
    for (const table of [...tables, ...plainViews]) expect(existsSync(sqlOf(table, 'view'))).toBe(true);
  });

  it('without a revision says what to do', () => {
    expect(() => revisionOf('nothing')).toThrow(/has no revision: .* npm run generate/);
  });
});
