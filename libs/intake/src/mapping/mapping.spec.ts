import { eventsOf, importAll, mappingOf, refusalsOf } from '../testing/import-text';

const csvMapping = (rest: string): string => `
mapping: 1
name: test
version: 1
source: crm
format: csv
case: '{deal_no}'
time: { column: at, zone: UTC }
id: [deal_no, at]
${rest}`;

const HEADER = 'deal_no,at,stage,value,rep,note\n';

const importRows = (rules: string, rows: string, files = {}) =>
  importAll(HEADER + rows, mappingOf(csvMapping(rules), files));

const dataOf = async (rules: string, rows: string, files = {}) => {
  const { items } = await importRows(rules, rows, files);
  return [...eventsOf(items).map(({ type, data }) => ({ [type]: data })), ...refusalsOf(items)];
};

const oneOf = async (data: string, row = '7,2026-03-02T09:00:00Z,won,12.50,ann,hello', more = '') => {
  const [only] = await dataOf(`${more}\nrules: [{ emit: [{ event: DealOpened, data: { segment: ${data} } }] }]`, row);
  return typeof only === 'object' ? (only['DealOpened'] as { segment?: unknown }).segment : only;
};

describe('rules', () => {
  const rules = `
rules:
  - { when: { stage: won }, emit: [{ event: DealWon }] }
  - { when: { stage: { in: [won, lost] }, rep: { present: true } }, emit: [{ event: DealLost }] }
`;

  it('are tried in order, and the first that holds is taken', async () => {
    expect(await dataOf(rules, '7,2026-03-02,won,1,ann,\n8,2026-03-02,lost,1,ann,')).toEqual([
      { DealWon: { dealId: 'crm:7' } },
      { DealLost: { dealId: 'crm:8' } },
    ]);
  });

  it('are all taken where the mapping says so', async () => {
    expect(await dataOf(`match: all\n${rules}`, '7,2026-03-02,won,1,ann,')).toEqual([
      { DealWon: { dealId: 'crm:7' } },
      { DealLost: { dealId: 'crm:7' } },
    ]);
  });

  it('leave no row out: one that none takes is an activity with all its other cells', async () => {
    expect(await dataOf(rules, '7,2026-03-02,lost,1,,hello')).toEqual([
      {
        ActivityRecorded: {
          activity: 'row',
          dealId: 'crm:7',
          attributes: { stage: 'lost', value: '1', note: 'hello' },
        },
      },
    ]);
  });

  it.each([
    ['stage: won', true],
    ['stage: { equals: lost }', false],
    ['value: 1', true],
    ['note: { matches: "^he.+o$" }', true],
    ['note: { matches: "^x" }', false],
    ['rep: { present: false }', true],
    ['rep: { not: { present: true } }', true],
    ['stage: { not: won }', false],
    ['stage: { not: { in: [lost, open] }, matches: o }', true],
    ['unheard_of: { present: true }', false],
  ])('hold when { %s }', async (condition, holds) => {
    const [only] = await dataOf(
      `rules: [{ when: { ${condition} }, emit: [{ event: DealWon }] }]`,
      '7,2026-03-02,won,1,,hello',
    );
    expect(Object.keys(only!)).toEqual([holds ? 'DealWon' : 'ActivityRecorded']);
  });

  it('hold when one of several alternatives does', async () => {
    const either = 'rules: [{ when: [{ stage: lost }, { rep: ann }], emit: [{ event: DealWon }] }]';
    expect(await dataOf(either, '7,2026-03-02,won,1,ann,')).toEqual([{ DealWon: { dealId: 'crm:7' } }]);
  });
});

describe('values', () => {
  it.each<[string, string, unknown]>([
    ['a constant', 'retail', 'retail'],
    ['a column', "'{rep}'", 'ann'],
    ['a template', "'{source}/{case}/{rep}: {note}'", 'crm/7/ann: hello'],
    ['braces', "'{{{rep}}}'", '{ann}'],
    ['the deal', "'{deal}'", 'crm:7'],
    ['the time', "'{at}'", '2026-03-02T09:00:00.000000Z'],
    ['a column named like something known', "'{row.at}'", '2026-03-02T09:00:00Z'],
    ['a place in the file', "'{rowNumber}'", '1'],
    ['a choice', '{ choose: stage, from: { won: closed } }', 'closed'],
    ['no choice', '{ choose: rep, from: { won: closed } }', undefined],
    ['the other choice', "{ choose: rep, from: { won: closed }, otherwise: 'by {rep}' }", 'by ann'],
    ['an absent column', "'{nowhere}'", undefined],
    ['a template with an absent column', "'x {nowhere}'", undefined],
    ['the first that is there', "{ first: ['{nowhere}', '{rep}', never] }", 'ann'],
    ['a time', '{ time: row.at }', '2026-03-02T09:00:00.000000Z'],
  ])('may be %s', async (_, rule, expected) => {
    expect(await oneOf(rule)).toBe(expected);
  });

  it('may be derived columns, used like any other', async () => {
    const derived = "derived: { who: { choose: rep, from: { ann: Ann } }, greeting: 'Dear {who}' }";
    expect(await oneOf("'{greeting}!'", undefined, derived)).toBe('Dear Ann!');
  });

  it('may be money, numbers, flags, lists and objects', async () => {
    const rules = `
rules:
  - when: { stage: item }
    emit:
      - event: HandoverSubmitted
        data:
          handoverId: '{deal}'
          fromTeam: sales
          toTeam: production
          submissionNo: { number: value }
          items: [{ object: { key: po, required: true, applicable: { flag: note }, valid: { flag: rep, yes: [ok] , no: [bad] } } }]
  - emit: [{ event: DealWon, data: { amountMinor: { minor: value }, currency: EUR } }]
`;
    expect(await dataOf(rules, '7,2026-03-02,item,2,bad,Yes\n8,2026-03-02,won,12.5,,')).toEqual([
      {
        HandoverSubmitted: {
          handoverId: 'crm:7',
          dealId: 'crm:7',
          fromTeam: 'sales',
          toTeam: 'production',
          submissionNo: 2,
          items: [{ key: 'po', required: true, applicable: true, valid: false }],
        },
      },
      { DealWon: { dealId: 'crm:8', amountMinor: 1250, currency: 'EUR' } },
    ]);
  });

  it.each([
    ['EUR', '1250.5', 125_050],
    ['JPY', '40000', 40_000],
    ['JPY', '40000.00', 40_000],
    ['KWD', '1.234', 1_234],
    ['CLF', '0.0001', 1],
    ['', '12.5', 1_250],
  ])('of money in %s have the minor unit of that currency: %s is %i', async (currency, amount, expected) => {
    const rules =
      "rules: [{ emit: [{ event: DealWon, data: { amountMinor: { minor: value }, currency: '{note}' } }] }]";
    const data = { dealId: 'crm:7', amountMinor: expected, ...(currency === '' ? {} : { currency }) };
    expect(await dataOf(rules, `7,2026-03-02T09:00:00Z,won,${amount},ann,${currency}`)).toEqual([{ DealWon: data }]);
  });

  it.each([
    ['JPY', '12.50'],
    ['XAU', '12.50'],
    ['BTC', '1'],
  ])('of money in %s that has no such digits (%s), or no minor unit, refuse their row', async (currency, amount) => {
    const rules =
      "rules: [{ emit: [{ event: DealWon, data: { amountMinor: { minor: value }, currency: '{note}' } }] }]";
    const row = `7,2026-03-02T09:00:00Z,won,${amount},ann,${currency}`;
    expect(await dataOf(rules, row)).toEqual(['2: invalid value']);
    const stated = rules.replace('minor: value', 'minor: value, decimals: 2');
    expect(await dataOf(stated, row)).toMatchObject([{ DealWon: { amountMinor: Number(amount) * 100, currency } }]);
  });

  it('may be looked up in another file', async () => {
    const files = { 'reps.csv': '\ufeffrep;office\nann;"North; West"\nbob;\n' };
    const lookups = "lookups: { offices: { file: reps.csv, key: rep, value: office, delimiter: ';' } }";
    const rules = `${lookups}\nrules: [{ emit: [{ event: DealOpened, data: { segment: { lookup: offices, of: rep, otherwise: none } } }] }]`;
    const rows = '7,2026-03-02,,,ann,\n8,2026-03-02,,,bob,\n9,2026-03-02,,,,';
    expect((await dataOf(rules, rows, files)).map((one) => Object.values(one)[0])).toMatchObject([
      { segment: 'North; West' },
      { segment: 'none' },
      { segment: 'none' },
    ]);
  });

  it('that cannot be read refuse their row, and no other', async () => {
    const rules = 'rules: [{ emit: [{ event: DealWon, data: { amountMinor: { minor: value } } }] }]';
    const rows = '7,2026-03-02,,a lot,,\n8,2026-03-02,,3,,\n9,some day,,3,,\n,2026-03-02,,3,,\n10,,,3,,';
    expect(await dataOf(rules, rows)).toEqual([
      { DealWon: { dealId: 'crm:8', amountMinor: 300 } },
      '2: invalid value',
      '4: invalid at',
      '5: missing case',
      '6: missing at',
    ]);
  });
});

describe('ids and order', () => {
  const twoEvents = `
actor: '{source}:{rep}'
rules:
  - emit:
      - { event: StepEntered, data: { stepKey: '{stage}' } }
      - { event: ActivityRecorded }
      - { event: StepEntered, data: { stepKey: extra } }
`;

  it('count rows that are equal in all that tells them apart', async () => {
    const { items } = await importRows('', '7,2026-03-02,a,,,\n7,2026-03-02,b,,,\n8,2026-03-02,,,,\n7,2026-03-02,c,,,');
    expect(eventsOf(items).map(({ metadata }) => metadata.sourceEventId)).toEqual([
      '7|2026-03-02T00:00:00.000000Z',
      '7|2026-03-02T00:00:00.000000Z~2',
      '8|2026-03-02T00:00:00.000000Z',
      '7|2026-03-02T00:00:00.000000Z~3',
    ]);
  });

  it('tell apart values that hold the signs by which ids are joined', async () => {
    const rows = '7|x,2026-03-02,,,,\n7\\,2026-03-02,,,,\n7~2,2026-03-02,,,,';
    const { items } = await importAll(
      HEADER + rows,
      mappingOf(csvMapping('').replace('id: [deal_no, at]', 'id: [deal_no, rep]')),
    );
    expect(eventsOf(items).map(({ metadata }) => metadata.sourceEventId)).toEqual(['7\\|x|', '7\\\\|', '7\\~2|']);
  });

  it('keep the events of a row in the order of the rule, with ids of their own', async () => {
    const { items } = await importRows(twoEvents, '7,2026-03-02,a,,ann,\n7,2026-03-03,b,,,');
    const seen = eventsOf(items).map(({ metadata: { sourceEventId, sourceSequence, actorId } }) => [
      sourceEventId,
      sourceSequence,
      actorId,
    ]);
    expect(seen).toEqual([
      ['7|2026-03-02T00:00:00.000000Z', '100', 'crm:ann'],
      ['7|2026-03-02T00:00:00.000000Z#ActivityRecorded', '101', 'crm:ann'],
      ['7|2026-03-02T00:00:00.000000Z#StepEntered2', '102', 'crm:ann'],
      ['7|2026-03-03T00:00:00.000000Z', '200', undefined],
      ['7|2026-03-03T00:00:00.000000Z#ActivityRecorded', '201', undefined],
      ['7|2026-03-03T00:00:00.000000Z#StepEntered2', '202', undefined],
    ]);
  });

  it('are the same each time, and stay what they are when a rule gains an event', async () => {
    const rows = '7,2026-03-02,a,,ann,\n7,2026-03-02,a,,ann,';
    const first = eventsOf((await importRows(twoEvents, rows)).items);
    const again = eventsOf((await importRows(twoEvents, rows)).items);
    const more = twoEvents.replace(
      '- { event: ActivityRecorded }',
      '- { event: ActivityRecorded }\n      - { event: DealReopened }',
    );
    const later = new Set(eventsOf((await importRows(more, rows)).items).map(({ eventId }) => eventId));
    expect(again).toEqual(first);
    expect(first.every(({ eventId }) => later.has(eventId))).toBe(true);
    expect(later.size).toBe(first.length + 2);
  });
});

describe('times', () => {
  it('may be assumed where a row has none, and are flagged', async () => {
    const mapping = csvMapping('').replace('zone: UTC', "zone: UTC, assume: '2020-01-01T00:00:00Z'");
    const { items } = await importAll(`${HEADER}7,,a,,,\n`, mappingOf(mapping));
    expect(eventsOf(items)[0]!.metadata).toMatchObject({
      occurredAt: '2020-01-01T00:00:00.000000Z',
      timePrecision: 'unknown',
    });
  });

  it('may differ between the events of a row', async () => {
    const rules = `
rules:
  - emit:
      - { event: DealOpened }
      - { event: DealWon, at: { column: note, assume: '2030-01-01T00:00:00Z' } }
`;
    const { items } = await importRows(rules, '7,2026-03-02T08:00:00Z,,,,2026-04-01\n8,2026-03-02T08:00:00Z,,,,');
    expect(
      eventsOf(items).map(({ metadata: { occurredAt, timePrecision } }) => [occurredAt.slice(0, 10), timePrecision]),
    ).toEqual([
      ['2026-03-02', undefined],
      ['2026-04-01', 'day'],
      ['2026-03-02', undefined],
      ['2030-01-01', 'unknown'],
    ]);
  });
});
