import fc from 'fast-check';
import { eventIdOf, type JsonObject, type RecordedEvent } from '@gemba/event-sourcing';
import { KAFKA_HEADERS, translateBinary } from '@gemba/intake';
import { EVENT_SCHEMAS, EVENT_TYPES } from '@gemba/sales-process';
import { recordedMessage } from './recorded-message';
import { breachesOf } from './testing/contract';
import { asCloudEvent, dataOf, headersOf } from './testing/read-message';

const event: RecordedEvent = {
  eventId: eventIdOf('/crm/hubspot/27356661', 'history/77'),
  digest: 'd'.repeat(64),
  type: 'QuoteSent',
  data: { quoteId: 'hubspot:q1', dealId: 'hubspot:998' },
  metadata: {
    schemaVersion: 1,
    occurredAt: '2026-03-02T09:00:00.000000Z',
    source: '/crm/hubspot/27356661',
    sourceEventId: 'history/77',
  },
  stream: 'quote-hubspot:q1',
  version: 3,
  position: 9_007_199_254_740_993n,
  recordedAt: '2026-03-02T09:00:01.000001Z',
};

describe('a recorded event', () => {
  it('goes out under its deal, with its place in the record', () => {
    const message = recordedMessage(event, 'hubspot:998', 'r1');
    expect([String(message.key), dataOf(message)]).toEqual(['hubspot:998', event.data]);
    expect(headersOf(message)).toEqual({
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_type: 'gemba.QuoteSent.v1',
      ce_source: '/crm/hubspot/27356661',
      ce_id: 'history/77',
      ce_time: '2026-03-02T09:00:00.000000Z',
      ce_subject: 'quote-hubspot:q1',
      ce_dataschema: 'urn:gemba:schema:QuoteSent:v1',
      ce_partitionkey: 'hubspot:998',
      ce_incarnation: 'r1',
      ce_position: '9007199254740993',
      ce_eventid: event.eventId,
      ce_streamversion: '3',
      ce_recordedat: '2026-03-02T09:00:01.000001Z',
      ce_dealid: 'hubspot:998',
    });
  });

  it('goes out under its stream where no deal is known, and then names none', () => {
    const message = recordedMessage(event, null, 'r1');
    expect(String(message.key)).toBe('quote-hubspot:q1');
    expect(headersOf(message)).not.toHaveProperty('ce_dealid');
  });

  it('is read by the CloudEvents library, extensions and all', () => {
    const read = asCloudEvent(recordedMessage(event, 'hubspot:998', 'r1'));
    expect(read).toMatchObject({
      id: 'history/77',
      source: '/crm/hubspot/27356661',
      type: 'gemba.QuoteSent.v1',
      subject: 'quote-hubspot:q1',
      position: '9007199254740993',
      partitionkey: 'hubspot:998',
      data: event.data,
    });
  });

  it('keeps its contract, whatever its type and whatever was recorded of it, and is the same event to another Gemba', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
    const any = fc.record({
      type: fc.constantFrom(...EVENT_TYPES),
      actorId: fc.option(text, { nil: undefined }),
      sourceSequence: fc.option(fc.nat().map(String), { nil: undefined }),
      timePrecision: fc.constantFrom(undefined, 'day' as const, 'unknown' as const),
      dealId: fc.option(text, { nil: null }),
    });
    fc.assert(
      fc.property(any, ({ type, dealId, ...metadata }) => {
        const data = EVENT_SCHEMAS[type].examples[0] as JsonObject;
        const recorded = { ...event, type, data, metadata: { ...event.metadata, ...metadata } };
        const message = recordedMessage(recorded, dealId, 'r1');
        expect(breachesOf('RecordedHeaders.v1', headersOf(message))).toEqual([]);
        expect(breachesOf(`${type}.v1`, dataOf(message))).toEqual([]);
        expect(asCloudEvent(message).data).toEqual(data);
        const again = translateBinary(headersOf(message), message.value!, KAFKA_HEADERS);
        if (again.kind === 'facts') expect(again.writes[0]!.events[0]!.eventId).toBe(event.eventId);
        // Types that commands decide, and streams made up here, are refused for that alone.
        else
          expect(again.faults.map(({ code }) => code)).toEqual([expect.stringMatching(/^(type-not-public|stream-)/)]);
      }),
    );
  });
});
