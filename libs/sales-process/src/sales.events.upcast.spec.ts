import Ajv from 'ajv';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { EVENT_SCHEMAS, EVENT_TYPES, isEventType } from './sales.events.schema';
import { schemaOf as theSchemaOf, schemaVersionOf, UnknownShape, upcast, upcastingWith } from './sales.events.upcast';

interface Golden {
  readonly type: string;
  readonly schemaVersion: number;
  /** Events' data as they were recorded, the fullest first. */
  readonly data: readonly object[];
}

const goldens = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
  .filter((path) => /golden\/[^/]+\.json$/.test(path))
  .map((path) => ({ path, golden: JSON.parse(readFileSync(join(__dirname, path), 'utf8')) as Golden }));

const ajv = new Ajv({ allowUnionTypes: true, formats: { date: true, 'date-time': true, 'time-zone': true } });

const kebabCase = (type: string) => type.replace(/(?<=.)([A-Z])/g, '-$1').toLowerCase();

describe('golden events', () => {
  it('exist for every version that every type has had', () => {
    const wanted = EVENT_TYPES.flatMap((type) =>
      Array.from({ length: schemaVersionOf(type) }, (_, before) => `${kebabCase(type)}.v${before + 1}.json`),
    );
    expect(goldens.map(({ path }) => basename(path)).sort()).toEqual(wanted.sort());
  });

  it.each(goldens)('$path is named after what it holds and is readable in today’s shape', ({ path, golden }) => {
    const { type, schemaVersion, data } = golden;
    expect(basename(path)).toBe(`${kebabCase(type)}.v${schemaVersion}.json`);
    if (!isEventType(type)) throw new Error(`${path} holds ${type}, which is no event of ours`);
    const matches = ajv.compile(EVENT_SCHEMAS[type].data);
    expect(data.length).toBeGreaterThan(0);
    for (const recorded of data) {
      const today = upcast({ type, data: recorded, metadata: { schemaVersion } });
      expect(matches(today.data) || matches.errors).toBe(true);
    }
  });

  it.each(goldens)('$path is what publishers of its version may go on sending', ({ golden }) => {
    const schema = theSchemaOf(golden.type, golden.schemaVersion);
    const matches = ajv.compile(schema ?? false);
    for (const recorded of golden.data) expect(matches(recorded) || matches.errors).toBe(true);
  });

  it.each(goldens)('$path shows every member its version had', ({ golden }) => {
    if (!isEventType(golden.type) || golden.schemaVersion !== schemaVersionOf(golden.type)) return;
    const members = Object.keys(EVENT_SCHEMAS[golden.type].data.properties ?? {});
    expect(Object.keys(golden.data[0] ?? {}).sort()).toEqual(members.sort());
  });
});

const inEuros = { type: 'object', properties: { euros: { type: 'number' } } };
const inMinorUnits = { type: 'object', properties: { amountMinor: { type: 'integer' } } };

describe('upcasting', () => {
  const {
    upcast: lift,
    schemaVersionOf: versionOf,
    schemaOf,
  } = upcastingWith([
    {
      type: 'DealWon',
      from: 2,
      schema: inMinorUnits,
      lift: ({ amountMinor, ...rest }) => ({ ...rest, amount: { minor: amountMinor } }),
    },
    {
      type: 'DealWon',
      from: 1,
      schema: inEuros,
      lift: ({ euros, ...rest }) => ({ ...rest, amountMinor: Number(euros) * 100 }),
    },
  ]);
  const dealWon = (schemaVersion: number, data: object) => ({ type: 'DealWon', data, metadata: { schemaVersion } });

  it('lifts an old shape version by version', () => {
    expect(lift(dealWon(1, { dealId: 'crm:1', euros: 12 }))).toEqual(
      dealWon(3, { dealId: 'crm:1', amount: { minor: 1200 } }),
    );
    expect(lift(dealWon(2, { dealId: 'crm:1', amountMinor: 5 }))).toEqual(
      dealWon(3, { dealId: 'crm:1', amount: { minor: 5 } }),
    );
  });

  it('leaves the recorded event itself as it is', () => {
    const recorded = Object.freeze(dealWon(1, Object.freeze({ dealId: 'crm:1', euros: 12 })));
    lift(recorded);
    expect(recorded).toEqual(dealWon(1, { dealId: 'crm:1', euros: 12 }));
  });

  it('gives today’s shape back untouched', () => {
    const today = dealWon(3, { dealId: 'crm:1' });
    expect(lift(today)).toBe(today);
  });

  it('refuses to guess at a shape that only a newer program knows', () => {
    expect(() => lift(dealWon(4, {}))).toThrow(UnknownShape);
    expect(() => lift(dealWon(0, {}))).toThrow(UnknownShape);
  });

  it('counts the shapes of a type from 1', () => {
    expect(versionOf('DealWon')).toBe(3);
    expect(versionOf('DealLost')).toBe(1);
  });

  it('knows the schema of every shape that is read, of no other', () => {
    expect([1, 2, 3, 4, 0].map((version) => schemaOf('DealWon', version))).toEqual([
      inEuros,
      inMinorUnits,
      EVENT_SCHEMAS.DealWon.data,
      null,
      null,
    ]);
    expect(schemaOf('DealSneezed', 1)).toBeNull();
  });

  it('does not start with a gap between two versions', () => {
    expect(() => upcastingWith([{ type: 'DealWon', from: 2, schema: {}, lift: (data) => data }])).toThrow(
      'must lift version 1',
    );
  });
});
