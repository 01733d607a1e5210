import Ajv from 'ajv/dist/2020';
import fc from 'fast-check';
import { canonicalInstant, type JsonObject } from '@gemba/event-sourcing';
import { PUBLISHED_EVENT_SCHEMA, translateStructured } from '.';

const ajv = new Ajv({ strict: true, allowUnionTypes: true });
ajv.addFormat('date-time', (text) => canonicalInstant(text) !== null);
const fits = ajv.compile(PUBLISHED_EVENT_SCHEMA);

const event: JsonObject = {
  specversion: '1.0',
  type: 'gemba.DealOpened.v1',
  source: '/crm/hubspot/27356661',
  id: 'history/77',
  time: '2026-03-02T10:00:00+01:00',
  subject: 'deal-hubspot:998',
  sequence: '17',
  actorid: 'hubspot:user-1',
  teamid: 'hubspot:emea',
  correlationid: 'c-1',
  causationid: 'c-0',
  enteredat: '2026-03-03T08:00:00Z',
  timeprecision: 'day',
  datacontenttype: 'application/json',
  data: { dealId: 'hubspot:998' },
};

/** What no schema of an envelope can say: which types there are, which streams fit, which text a store can hold. */
const BEYOND_A_SCHEMA = ['unknown-type', 'type-not-public', 'stream-mismatch', 'unstorable-text'];

const refusals = (sent: JsonObject) => {
  const [item] = translateStructured(Buffer.from(JSON.stringify(sent)));
  return item === undefined || item.kind === 'facts' ? [] : item.faults;
};

describe('the schema of published events', () => {
  it('accepts an event with every attribute that is read', () => {
    expect(fits(event) || fits.errors).toBe(true);
    expect(Object.keys(PUBLISHED_EVENT_SCHEMA.properties ?? {}).sort()).toEqual(Object.keys(event).sort());
  });

  // How the data are encoded is no question where the whole event is JSON; the data have schemas of their own.
  const judged = Object.keys(event).filter((name) => !['datacontenttype', 'data'].includes(name));

  it.each(judged)('accepts the values of %s that the intake accepts, and no others', (name) => {
    const odd = fc.oneof(
      fc.jsonValue({ maxDepth: 1 }),
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.nat().map(String),
      fc.constantFrom<unknown>(undefined, '', '007', 'unknown', '1.0', '2026-03-02', '2026-02-30T10:00:00Z'),
    );
    fc.assert(
      fc.property(odd, (value) => {
        const sent = JSON.parse(JSON.stringify({ ...event, [name]: value })) as JsonObject;
        const faults = refusals(sent);
        if (fits(sent)) expect(faults.filter(({ code }) => !BEYOND_A_SCHEMA.includes(code))).toEqual([]);
        else expect(faults).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
