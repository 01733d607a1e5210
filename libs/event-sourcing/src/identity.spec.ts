import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { type EventMetadata } from './event';
import { correctionIdOf, digestOf, eventIdOf, GEMBA_NAMESPACE, identify, isUuid, uuidV5 } from './identity';
import { type JsonObject } from './json';

const DNS = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
const URL_NAMESPACE = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';

const metadata: EventMetadata = {
  schemaVersion: 1,
  occurredAt: '2026-03-02T09:00:00.000000Z',
  source: 'crm',
  sourceEventId: 'history/77',
};

describe('name-based UUIDs', () => {
  it.each([
    ['RFC 9562, appendix A.4', DNS, 'www.example.com', '2ed6657d-e927-568b-95e1-2665a8aea6a2'],
    ['the documentation of Python', DNS, 'python.org', '886313e1-3b8a-5372-9b90-0c9aee199e5d'],
    ['the empty name', URL_NAMESPACE, '', '1b4db7eb-4057-5ddf-91e0-36dec72071f5'],
  ])('agree with %s', (_, namespace, name, expected) => {
    expect(uuidV5(namespace, name)).toBe(expected);
  });

  it('are version 5 in the right variant for any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const id = uuidV5(DNS, name);
        expect(isUuid(id)).toBe(true);
        expect(id[14]).toBe('5');
        expect('89ab').toContain(id[19]);
      }),
    );
  });
});

describe('the id of an event', () => {
  it('stays the same for ever: records hang on these', () => {
    expect(GEMBA_NAMESPACE).toBe('6e3f0c52-7d0a-5c1e-9a52-0b6f6a7b9d11');
    expect(eventIdOf('crm', 'history/77')).toBe(uuidV5(uuidV5(GEMBA_NAMESPACE, 'crm'), 'history/77'));
    expect(eventIdOf('crm', 'history/77')).toBe('ca6a6f7c-ec4c-5433-886f-7a2405664507');
    expect(correctionIdOf(eventIdOf('crm', 'history/77'), 2)).toBe('4768c503-c836-5f4f-b83b-63189aeab9cd');
  });

  it('differs between sources, even where the border between source and id could blur', () => {
    const ids = [eventIdOf('crm', 'a:b'), eventIdOf('crm:a', 'b'), eventIdOf('crma', ':b'), eventIdOf('erp', 'a:b')];
    expect(new Set(ids).size).toBe(4);
  });

  it('differs between versions of a mapping', () => {
    const id = eventIdOf('crm', '1');
    expect(new Set([id, correctionIdOf(id, 1), correctionIdOf(id, 2)]).size).toBe(3);
  });
});

describe('the digest of what a source said', () => {
  const digest = (data: JsonObject, changed: Partial<EventMetadata> = {}): string =>
    digestOf('NoteTaken', data, { ...metadata, ...changed });

  it('is SHA-256 over the canonical spelling, which others can recompute', () => {
    const said =
      '{"data":{"a":[1,"é"],"b":null},"occurredAt":"2026-03-02T09:00:00.000000Z","schemaVersion":1,' +
      '"source":"crm","sourceEventId":"history/77","type":"NoteTaken"}';
    expect(digest({ b: null, a: [1, 'é'] })).toBe(createHash('sha256').update(said, 'utf8').digest('hex'));
  });

  it('is the same however the members are ordered, and whatever tells two deliveries apart', () => {
    const first = digest({ a: 1, b: { c: 2, d: 3 } });
    expect(digest({ b: { d: 3, c: 2 }, a: 1, gone: undefined })).toBe(first);
    const delivery = { sourceSequence: '9', correlationId: 'x', causationId: 'y' };
    expect(digest({ a: 1, b: { c: 2, d: 3 } }, delivery)).toBe(first);
  });

  it.each<[string, Partial<EventMetadata>]>([
    ['when it happened', { occurredAt: '2026-03-02T09:00:00.000001Z' }],
    ['how well that was known', { timePrecision: 'day' }],
    ['who did it', { actorId: 'crm:rep-1' }],
    ['for which team', { teamId: 'crm:team-1' }],
    ['when it was keyed in', { enteredAt: '2026-03-03T09:00:00.000000Z' }],
    ['its shape', { schemaVersion: 2 }],
  ])('changes with %s', (_, changed) => {
    expect(digest({ a: 1 }, changed)).not.toBe(digest({ a: 1 }));
  });

  it('changes with the type and with every value', () => {
    expect(digestOf('NoteLost', { a: 1 }, metadata)).not.toBe(digest({ a: 1 }));
    const all = [{ a: 1 }, { a: '1' }, { a: true }, { a: null }, { a: [1] }, { a: { '0': 1 } }, { b: 1 }, {}];
    expect(new Set(all.map((data) => digest(data))).size).toBe(all.length);
  });
});

describe('identifying an event', () => {
  it('gives id and digest, and leaves type, data and metadata as they are', () => {
    const event = { type: 'NoteTaken' as const, data: { text: 'call back' } };
    expect(identify(event, metadata)).toEqual({
      ...event,
      metadata,
      eventId: eventIdOf('crm', 'history/77'),
      digest: digestOf('NoteTaken', event.data, metadata),
    });
  });
});
