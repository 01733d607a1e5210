import fc from 'fast-check';
import { type JsonObject } from '@gemba/event-sourcing';
import { EVENT_TYPES } from '@gemba/sales-process/sales.events.schema';
import { upcastingWith } from '@gemba/sales-process/sales.events.upcast';
import { isPublicEventType } from '../envelope/public-types';
import { type TranslatedItem } from '../translation';
import {
  HTTP_HEADERS,
  KAFKA_HEADERS,
  parsePublicTypeName,
  publicEventType,
  publicTypeName,
  translateBatch,
  translateBinary,
  translateNdjson,
  translateStructured,
} from '.';

const opened = (changed: JsonObject = {}): JsonObject => ({
  specversion: '1.0',
  id: 'history/77',
  source: '/crm/hubspot/27356661',
  type: 'gemba.DealOpened.v1',
  time: '2026-03-02T10:00:00+01:00',
  data: { dealId: 'hubspot:998', segment: 'retail' },
  ...changed,
});

const fieldsOf = (event: JsonObject) =>
  Object.fromEntries(
    Object.entries(event).map(([name, value]) => [
      name,
      fc.oneof(fc.constant(value), fc.jsonValue(), fc.string({ unit: 'binary' })),
    ]),
  );

const bytes = (value: unknown): Uint8Array => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

const structured = (value: unknown): TranslatedItem => translateStructured(bytes(value))[0]!;

const factOf = (item: TranslatedItem) => {
  if (item.kind === 'refused') throw new Error(JSON.stringify(item.faults));
  return { stream: item.writes[0]!.stream, ...item.writes[0]!.events[0]! };
};

const faultsOf = (item: TranslatedItem): string[] =>
  item.kind === 'refused' ? item.faults.map(({ code, field }) => `${code} ${field ?? '-'}`) : [];

async function* chunksOf(text: string, size: number): AsyncGenerator<Uint8Array> {
  const all = Buffer.from(text);
  for (let from = 0; from < all.length; from += size) yield all.subarray(from, from + size);
}

const collect = async (items: AsyncIterable<TranslatedItem>): Promise<TranslatedItem[]> => {
  const all: TranslatedItem[] = [];
  for await (const item of items) all.push(item);
  return all;
};

describe('a type that has had several shapes', () => {
  const shapes = upcastingWith([
    { type: 'DealWon', from: 1, schema: { type: 'object' }, lift: (data) => data },
    { type: 'DealWon', from: 2, schema: { type: 'object' }, lift: (data) => data },
  ]);

  it('may be sent in each of them, told apart by the version in its name', () => {
    const sent = [1, 2, 3].map((version) => publicEventType(`gemba.DealWon.v${version}`, shapes));
    expect(sent).toEqual([1, 2, 3].map((schemaVersion) => ({ type: 'DealWon', schemaVersion })));
  });

  it('is refused in a shape of the future, with the newest that is read', () => {
    expect(publicEventType('gemba.DealWon.v4', shapes)).toMatchObject({
      fault: { code: 'unknown-type', message: expect.stringContaining('Send gemba.DealWon.v3.') as string },
    });
  });
});

describe('a structured CloudEvent', () => {
  it('becomes one fact: time in UTC, stream from the data', () => {
    expect(factOf(structured(opened()))).toMatchObject({
      stream: 'deal-hubspot:998',
      type: 'DealOpened',
      data: { dealId: 'hubspot:998', segment: 'retail' },
      metadata: {
        schemaVersion: 1,
        occurredAt: '2026-03-02T09:00:00.000000Z',
        source: '/crm/hubspot/27356661',
        sourceEventId: 'history/77',
      },
    });
  });

  it('carries the rest of the envelope in extension attributes', () => {
    const extensions = {
      sequence: '00017',
      actorid: 'hubspot:user-1',
      teamid: 'hubspot:emea',
      correlationid: 'c-1',
      causationid: 'c-0',
      enteredat: '2026-03-03T08:00:00Z',
      timeprecision: 'day',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    };
    expect(factOf(structured(opened(extensions))).metadata).toEqual({
      schemaVersion: 1,
      occurredAt: '2026-03-02T09:00:00.000000Z',
      timePrecision: 'day',
      source: '/crm/hubspot/27356661',
      sourceEventId: 'history/77',
      sourceSequence: '17',
      actorId: 'hubspot:user-1',
      teamId: 'hubspot:emea',
      correlationId: 'c-1',
      causationId: 'c-0',
      enteredAt: '2026-03-03T08:00:00.000000Z',
      extensions: { traceparent: extensions.traceparent },
    });
  });

  it('keeps the attributes that nothing reads, as it keeps unknown members of the data', () => {
    const unread = {
      tenantid: 'acme',
      dataschema: '/schemas/7',
      retries: 2,
      isSensitive: false,
      route: { hops: ['a'] },
    };
    const { extensions } = factOf(
      structured(opened({ ...unread, gone: null, datacontenttype: 'application/json' })),
    ).metadata;
    expect(extensions).toEqual(unread);
    expect(factOf(structured(opened())).metadata).not.toHaveProperty('extensions');
    const proto = factOf(structured(JSON.stringify(opened()).replace('{', '{"__proto__":{"polluted":"no"},')));
    expect(JSON.stringify(proto.metadata.extensions)).toBe('{"__proto__":{"polluted":"no"}}');
  });

  it('is the same event when it is delivered again on another trace', () => {
    const [first, second] = ['a', 'b'].map((traceparent) => factOf(structured(opened({ traceparent }))));
    expect([second!.eventId, second!.digest]).toEqual([first!.eventId, first!.digest]);
  });

  it.each([
    ['a member twice', '"segment":"retail"', '"segment":"retail","segment":"trade"', 'invalid data.segment'],
    ['its id twice', '"specversion":"1.0"', '"specversion":"1.0","id":"history/1"', 'invalid id'],
    ['a whole number that no double holds', '"segment":"retail"', '"ref":9007199254740993', 'invalid data.ref'],
    ['a fraction that no double holds', '"segment":"retail"', '"ref":0.1234567890123456789', 'invalid data.ref'],
    ['a number as small as nothing', '"segment":"retail"', '"ref":1e-400', 'invalid data.ref'],
  ])('with %s is refused rather than changed', (_, said, instead, expected) => {
    const text = JSON.stringify(opened()).replace(said, instead);
    expect(structured(text)).toMatchObject({ raw: bytes(text) });
    expect(faultsOf(structured(text))).toEqual([expected]);
  });

  it('has the same id and digest when it is delivered again, with another sequence', () => {
    const first = factOf(structured(opened({ sequence: '1' })));
    const second = factOf(structured(opened({ sequence: '2', correlationid: 'again' })));
    expect([second.eventId, second.digest]).toEqual([first.eventId, first.digest]);
  });

  it.each<[string, JsonObject, string]>([
    ['another specification', { specversion: '0.3' }, 'invalid specversion'],
    ['no id', { id: undefined }, 'missing id'],
    ['a number as id', { id: 7 }, 'invalid id'],
    ['no time', { time: undefined }, 'missing time'],
    ['nothing as time', { time: null }, 'missing time'],
    ['a time without offset', { time: '2026-03-02T10:00:00' }, 'invalid time'],
    ['a plain type name', { type: 'DealOpened' }, 'unknown-type type'],
    ['an unknown type', { type: 'gemba.DealSneezed.v1' }, 'unknown-type type'],
    ['an unknown shape', { type: 'gemba.DealOpened.v9' }, 'unknown-type type'],
    ['a type that only commands record', { type: 'gemba.VersionPublished.v1' }, 'type-not-public type'],
    ['a source with a blank', { source: 'my crm' }, 'invalid source'],
    ['an empty extension', { actorid: '' }, 'invalid actorid'],
    ['a sequence in words', { sequence: 'first' }, 'invalid sequence'],
    ['another precision', { timeprecision: 'week' }, 'invalid timeprecision'],
    ['data that are a list', { data: [] }, 'invalid data'],
    ['binary data', { data: undefined, data_base64: 'AAAA' }, 'invalid data_base64'],
    ['an actor of half a character', { actorid: '\ud83d' }, 'unstorable-text actorid'],
    ['another deal as subject', { subject: 'deal-hubspot:1' }, 'stream-mismatch subject'],
  ])('with %s is refused', (_, changed, expected) => {
    expect(faultsOf(structured(opened(changed)))).toEqual([expected]);
  });

  it('is kept as it came when it is refused', () => {
    const text = '{ "specversion":"1.0",  "id": 1.10 }';
    expect(structured(text)).toMatchObject({ kind: 'refused', raw: text });
  });

  it.each([
    ['no JSON', '{"id":', 'not-json -'],
    ['a bare number', '17', 'invalid -'],
    ['nothing', '', 'not-json -'],
  ])('that is %s is refused', (_, text, expected) => {
    expect(faultsOf(structured(text))).toEqual([expected]);
  });

  it('in another encoding is refused, its bytes untouched', () => {
    const latin1 = Buffer.from(JSON.stringify(opened({ actorid: 'crm:Göran' })), 'latin1');
    expect(translateStructured(latin1)[0]).toMatchObject({
      kind: 'refused',
      faults: [{ code: 'undecodable-text' }],
      raw: latin1,
    });
  });
});

describe('a batch', () => {
  it('is translated element by element: a broken one never stops its neighbours', () => {
    const items = translateBatch(
      bytes([opened({ id: '1' }), 'rubbish', opened({ id: '3', type: 'x' }), opened({ id: '4' })]),
    );
    expect(items.map(({ kind, place }) => `${kind} ${place.index}`)).toEqual([
      'facts 0',
      'refused 1',
      'refused 2',
      'facts 3',
    ]);
  });

  it('is kept element by element as it was written, numbers and blanks untouched', () => {
    const written = ['{ "id": 9007199254740993 }', '{"a":1,"a":2}', '[1.0,  2]', '"x, ]"'];
    const items = translateBatch(bytes(` [ ${written.join(' ,\n ')} ] `));
    expect(items.map((item) => item.raw)).toEqual(written);
    expect(items.map(({ kind }) => kind)).toEqual(['refused', 'refused', 'refused', 'refused']);
    expect(translateBatch(bytes('[]'))).toEqual([]);
  });

  it('that is no array is refused whole', () => {
    expect(translateBatch(bytes(opened())).map(faultsOf)).toEqual([['invalid -']]);
    expect(translateBatch(bytes('[{')).map(faultsOf)).toEqual([['not-json -']]);
  });
});

describe('a stream of lines', () => {
  const text = `${JSON.stringify(opened({ id: '1' }))}\n\n{"broken\r\n  \n${JSON.stringify(opened({ id: '2', actorid: 'crm:Göran' }))}`;

  it.each([1, 2, 7, 64, 10_000])('is read line by line, cut into chunks of %i bytes', async (size) => {
    const items = await collect(translateNdjson(chunksOf(text, size)));
    expect(items.map(({ kind, place }) => [kind, place])).toEqual([
      ['facts', { line: 1, index: 0 }],
      ['refused', { line: 3, index: 1 }],
      ['facts', { line: 5, index: 2 }],
    ]);
    expect(factOf(items[2]!).metadata.actorId).toBe('crm:Göran');
  });

  it('goes on after a line that is too long', async () => {
    const long = `${JSON.stringify(opened({ actorid: 'x'.repeat(600) }))}\n${JSON.stringify(opened())}`;
    const items = await collect(translateNdjson(chunksOf(long, 50), 500));
    expect(items.map(faultsOf)).toEqual([['too-large -'], []]);
  });
});

describe('a CloudEvent in binary mode', () => {
  const { data, ...attributes } = opened({ subject: 'deal-hubspot:998' });
  const headers = (prefix: string, spell: (value: string) => string | Uint8Array) =>
    Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`${prefix}${name}`, spell(String(value))]));

  it('says the same as the structured one, from HTTP headers and from those of Kafka', () => {
    const expected = factOf(structured(opened({ subject: 'deal-hubspot:998' })));
    const http = translateBinary(
      { ...headers('CE-', encodeURIComponent), 'content-type': 'application/json' },
      bytes(data),
      HTTP_HEADERS,
    );
    const kafka = translateBinary(
      { ...headers('ce_', (value) => Buffer.from(value)), empty: undefined },
      bytes(data),
      KAFKA_HEADERS,
    );
    expect(factOf(http)).toEqual(expected);
    expect(factOf(kafka)).toEqual(expected);
  });

  it('is refused when its data are no JSON', () => {
    const given = { ...headers('ce_', String), 'content-type': 'text/plain' };
    expect(faultsOf(translateBinary(given, bytes(data), KAFKA_HEADERS))).toEqual(['invalid content-type']);
    expect(faultsOf(translateBinary(headers('ce_', String), bytes('{'), KAFKA_HEADERS))).toEqual(['not-json -']);
  });
});

describe('public type names', () => {
  it('exist for every type that a message may bring, and lead back to it', () => {
    for (const type of EVENT_TYPES.filter(isPublicEventType)) {
      expect(parsePublicTypeName(publicTypeName(type, 1))).toEqual({ type, schemaVersion: 1 });
    }
  });
});

describe('whatever comes in', () => {
  it('is translated or refused, never thrown at the caller', () => {
    const anyEvent = fc.record(
      { ...fieldsOf(opened()), data: fc.jsonValue(), extra: fc.jsonValue() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(anyEvent, fc.jsonValue(), fc.string({ unit: 'binary' })), (value) => {
        expect(['facts', 'refused']).toContain(structured(value).kind);
        expect(translateBatch(bytes(JSON.stringify([value])))).toHaveLength(1);
      }),
    );
    fc.assert(fc.property(fc.uint8Array(), (any) => translateStructured(any).length === 1));
  });

  it('may be nested beyond all measure', () => {
    const deep = `${'[{"a":'.repeat(50_000)}1${'}]'.repeat(50_000)}`;
    expect(faultsOf(structured(deep))).toEqual(['invalid -']);
    expect(translateBatch(bytes(`[{"data":${deep}},7]`)).map(({ kind }) => kind)).toEqual(['refused', 'refused']);
  });
});
