import Ajv from 'ajv';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { objectIdMember, STREAM_FAMILIES } from './sales.events';
import { EVENT_SCHEMAS, EVENT_TYPES, isEventType, mayStandIn, unknownMembers } from './sales.events.schema';

/** What the schemas name and a validator has to bring; intake does. */
const FORMATS = { date: true, 'date-time': true, 'time-zone': true } as const;

const eventFiles = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.events.ts'))
  .map((path) => readFileSync(join(__dirname, path), 'utf8'));

/** `export type X = Event<'X'`, with the one-line comment over it where there is one. */
const declared = eventFiles.flatMap((text) => [
  ...text.matchAll(/(?:^\/\*\* (?<doc>[^\n]+) \*\/\n)?^export type (?<name>\w+) = Event<\s*'(?<type>\w+)'/gm),
]);

describe('the event files', () => {
  it('declare every event under its own type, and every declared event may stand in some stream', () => {
    for (const { groups } of declared) expect(groups?.type).toBe(groups?.name);
    expect(declared.map((match) => match.groups?.type).sort()).toEqual([...EVENT_TYPES].sort());
  });

  it.each(declared.map(({ groups }) => [groups?.name, groups?.doc]))(
    'say what %s means in one plain sentence',
    (_name, doc) => expect(doc).toMatch(/^[A-Z].{10,110}\.$/),
  );

  it('give no two events the same meaning', () => {
    const docs = EVENT_TYPES.map((type) => EVENT_SCHEMAS[type].doc);
    expect(new Set(docs).size).toBe(docs.length);
  });
});

describe('the generated schemas', () => {
  it.each(EVENT_TYPES)('compile in strict mode, for %s', (type) => {
    const ajv = new Ajv({ strict: true, allowUnionTypes: true, formats: FORMATS });
    expect(() => ajv.compile(EVENT_SCHEMAS[type].data)).not.toThrow();
  });

  it.each(EVENT_TYPES)('show an example of %s that they accept', (type) => {
    const { data, examples } = EVENT_SCHEMAS[type];
    const matches = new Ajv({ allowUnionTypes: true, formats: FORMATS }).compile(data);
    expect(examples).not.toEqual([]);
    for (const example of examples) expect(matches(example) || matches.errors).toBe(true);
  });

  it('carry the sentence of the type', () => {
    expect(EVENT_SCHEMAS.HandoverAccepted.doc).toBe('The receiver took the work over.');
  });

  it.each(STREAM_FAMILIES)('demand the id of the object in each event that is at home in %s', (family) => {
    const atHome = EVENT_TYPES.filter((type) => EVENT_SCHEMAS[type].families.join() === family);
    expect(atHome).not.toEqual([]);
    for (const type of atHome) expect(EVENT_SCHEMAS[type].data.required).toContain(objectIdMember(family));
  });

  it('refuse a wrong type, a missing member, and a whole number that a parser would have rounded', () => {
    const isDealWon = new Ajv().compile(EVENT_SCHEMAS.DealWon.data);
    expect(isDealWon({ dealId: 'crm:1', amountMinor: 9007199254740991 })).toBe(true);
    expect(isDealWon({ dealId: 'crm:1', amountMinor: JSON.parse('9007199254740993') })).toBe(false);
    expect(isDealWon({ dealId: 'crm:1', amountMinor: 10.5 })).toBe(false);
    expect(isDealWon({ dealId: 1 })).toBe(false);
    expect(isDealWon({ amountMinor: 1 })).toBe(false);
  });

  it('let members pass that the type does not know', () => {
    const isDealWon = new Ajv().compile(EVENT_SCHEMAS.DealWon.data);
    expect(isDealWon({ dealId: 'crm:1', ownerMood: 'glad' })).toBe(true);
  });
});

describe('isEventType', () => {
  it('knows the types and nothing else, not even what every object inherits', () => {
    expect(isEventType('DealWon')).toBe(true);
    expect(isEventType('dealwon')).toBe(false);
    expect(isEventType('toString')).toBe(false);
  });
});

describe('mayStandIn', () => {
  it('keeps an event in its family, and the events of any stream in all', () => {
    expect(mayStandIn('QuoteSent', 'quote')).toBe(true);
    expect(mayStandIn('QuoteSent', 'deal')).toBe(false);
    for (const family of STREAM_FAMILIES) expect(mayStandIn('ActivityRecorded', family)).toBe(true);
  });
});

describe('unknownMembers', () => {
  it('names what the type does not know, inside lists too, each once', () => {
    const items = [
      { key: 'account', required: true, applicable: true, valid: true, colour: 'red' },
      { key: 'contract', required: true, applicable: true, valid: true, colour: 'blue' },
    ];
    const data = { handoverId: 'crm:h1', dealId: 'crm:1', fromTeam: 'a', toTeam: 'b', submissionNo: 1, items, mood: 1 };
    expect(unknownMembers(EVENT_SCHEMAS.HandoverSubmitted.data, data)).toEqual(['items.colour', 'mood']);
  });

  it('finds none in free-form members', () => {
    const data = { activity: 'call', attributes: { anything: 1 } };
    expect(unknownMembers(EVENT_SCHEMAS.ActivityRecorded.data, data)).toEqual([]);
  });
});
