import { encodeWrite, STREAM_NAME_BYTES_MAX } from './encoded-event';
import { fact, testEvent } from './testing';

const STREAM = 'deal-crm:1';

describe('a write on its way to a store', () => {
  it('spells metadata and data as JSON', () => {
    const event = testEvent(STREAM, 1, { text: 'é' });
    expect(encodeWrite(fact(STREAM, event))).toEqual([
      { event, metadata: JSON.stringify(event.metadata), data: '{"text":"é"}' },
    ]);
  });

  it('looks at values, not at their spelling', () => {
    const innocent = testEvent(STREAM, 1, { text: '\\u0000 and \\ud800', pair: '😀' });
    expect(encodeWrite(fact(STREAM, innocent))).toHaveLength(1);
    const guilty = testEvent(STREAM, 2, { list: [{ deep: '\\u0000', x: '\u0000' }] });
    expect(encodeWrite(fact(STREAM, innocent, guilty))).toEqual({
      status: 'unstorable',
      eventId: guilty.eventId,
      reason: 'data: it holds a NUL character (U+0000)',
    });
  });

  it('names the field at fault', () => {
    const event = testEvent(STREAM, 1);
    const metadata = { ...event.metadata, actorId: '\udc00' };
    expect(encodeWrite(fact(STREAM, { ...event, metadata }))).toMatchObject({
      reason: expect.stringMatching(/^metadata: /),
    });
    expect(encodeWrite(fact(STREAM, { ...event, type: '\u0000' }))).toMatchObject({
      reason: expect.stringMatching(/^type: /),
    });
    expect(encodeWrite(fact('deal-\u0000', event))).toMatchObject({ reason: expect.stringMatching(/^stream: /) });
    expect(encodeWrite(fact(STREAM, { ...event, digest: event.digest.toUpperCase() }))).toMatchObject({
      reason: expect.stringMatching(/^digest: /),
    });
    expect(encodeWrite(fact(STREAM, { ...event, eventId: event.eventId.toUpperCase() }))).toMatchObject({
      reason: expect.stringMatching(/^eventId: /),
    });
  });

  it('measures the name of a stream in bytes', () => {
    const event = testEvent(STREAM, 1);
    expect(encodeWrite(fact('x'.repeat(STREAM_NAME_BYTES_MAX), event))).toHaveLength(1);
    expect(encodeWrite(fact('x'.repeat(STREAM_NAME_BYTES_MAX + 1), event))).toMatchObject({ status: 'unstorable' });
    expect(encodeWrite(fact('é'.repeat(STREAM_NAME_BYTES_MAX / 2), event))).toHaveLength(1);
    expect(encodeWrite(fact('é'.repeat(STREAM_NAME_BYTES_MAX / 2 + 1), event))).toMatchObject({ status: 'unstorable' });
  });

  it('says of data that is nested too deeply that it cannot be stored', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as never;
    const event = { ...testEvent(STREAM, 1), data: { deep } };
    expect(encodeWrite(fact(STREAM, event))).toMatchObject({
      status: 'unstorable',
      reason: expect.stringMatching(/deep/),
    });
  });
});
