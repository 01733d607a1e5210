import fc from 'fast-check';
import { type TranslatedItem } from '../translation';
import { type KafkaMessage, translateKafkaMessage } from './kafka';

const PLACE = { partition: 3, offset: '18817' };

const attributes = {
  ce_specversion: '1.0',
  ce_id: 'history/77',
  ce_source: '/crm/hubspot',
  ce_type: 'gemba.DealOpened.v1',
  ce_time: '2026-03-02T10:00:00+01:00',
};
const data = { dealId: 'hubspot:998', segment: 'retail' };
const event = {
  ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name.slice(3), value])),
  data,
};

const headersOf = (headers: Readonly<Record<string, string | Uint8Array | null>>): KafkaMessage['headers'] =>
  Object.entries(headers).map(([name, value]) => ({
    name,
    value: typeof value === 'string' ? Buffer.from(value) : value,
  }));

const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

const binary = (headers: Readonly<Record<string, string | Uint8Array | null>> = {}): KafkaMessage => ({
  headers: headersOf({ ...attributes, ...headers }),
  value: json(data),
});

const structured = (contentType = 'application/cloudevents+json'): KafkaMessage => ({
  headers: headersOf({ 'content-type': contentType }),
  value: json(event),
});

const translate = (message: KafkaMessage, limit?: number): TranslatedItem =>
  translateKafkaMessage(message, PLACE, limit);

const faultOf = (message: KafkaMessage, limit?: number): string => {
  const item = translate(message, limit);
  return item.kind === 'refused' ? `${item.faults[0]!.code} ${item.faults[0]!.field ?? '-'}` : item.kind;
};

const factOf = (item: TranslatedItem) => (item.kind === 'facts' ? item.writes : item.faults);

describe('a CloudEvent on a topic', () => {
  it('says the same in either form, whatever the letter case of its headers', () => {
    const expected = factOf(translate(binary()));
    expect(expected).toMatchObject([{ stream: 'deal-hubspot:998' }]);
    expect(factOf(translate(structured()))).toEqual(expected);
    expect(factOf(translate(structured('Application/CloudEvents+JSON; charset=utf-8')))).toEqual(expected);
    const upper = {
      ...binary(),
      headers: binary().headers.map(({ name, value }) => ({ name: name.toUpperCase(), value })),
    };
    expect(factOf(translate(upper))).toEqual(expected);
    expect(factOf(translate(binary({ 'content-type': 'application/json' })))).toEqual(expected);
  });

  it('keeps its place and its bytes', () => {
    const { value } = structured();
    expect(translate(structured())).toMatchObject({ place: PLACE, raw: value });
    const broken = { ...structured(), value: Buffer.from([0xff, 0x00]) };
    expect(translate(broken)).toMatchObject({ kind: 'refused', place: PLACE, raw: broken.value });
  });

  it('may carry headers of others, in any bytes', () => {
    expect(translate(binary({ traceparent: Buffer.from([0xff]), none: null })).kind).toBe('facts');
  });

  it.each<[string, KafkaMessage, string]>([
    ['a tombstone', { ...binary(), value: null }, 'missing data'],
    ['an empty value', { ...binary(), value: Buffer.alloc(0) }, 'not-json -'],
    ['a batch', structured('application/cloudevents-batch+json'), 'invalid content-type'],
    ['another event format', structured('application/cloudevents+avro'), 'invalid content-type'],
    ['neither form', { headers: [], value: json(event) }, 'missing content-type'],
    [
      'plain JSON',
      { headers: headersOf({ 'content-type': 'application/json' }), value: json(event) },
      'missing content-type',
    ],
    ['data of another type', binary({ 'content-type': 'text/plain' }), 'invalid content-type'],
    ['an id that is not UTF-8', binary({ ce_id: Buffer.from([0xff]) }), 'undecodable-text ce_id'],
    ['an id without value', binary({ ce_id: null }), 'missing id'],
    ['two ids', { ...binary(), headers: [...binary().headers, ...headersOf({ CE_ID: 'x' })] }, 'invalid ce_id'],
  ])('with %s is refused', (_, message, expected) => {
    expect(faultOf(message)).toBe(expected);
  });

  it('is refused unread when it is too large', () => {
    const { value } = binary();
    expect(faultOf(binary(), value!.length)).toBe('facts');
    expect(faultOf(binary(), value!.length - 1)).toBe('too-large -');
  });

  it('is translated or refused, never thrown at the caller', () => {
    const bytes = fc.option(fc.uint8Array());
    const name = fc.oneof(
      fc.constantFrom(...Object.keys(attributes), 'content-type', '__proto__', 'constructor'),
      fc.string(),
    );
    const headers = fc.array(
      fc.record({
        name,
        value: fc.oneof(
          bytes,
          fc.string().map((text) => Buffer.from(text)),
        ),
      }),
    );
    fc.assert(
      fc.property(fc.record({ headers, value: fc.oneof(bytes, fc.constant(json(data))) }), (message) => {
        expect(['facts', 'refused']).toContain(translate(message).kind);
      }),
    );
  });
});
