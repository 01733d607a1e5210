import type { IncomingMessage } from '@gemba/platform';
import { quarantineIdOf } from '../quarantine/quarantine-entry';
import { deliveryOfMessage } from './delivery-of-message';

const PLACE = { partition: 3, offset: '7' };

const message = (changed: Partial<IncomingMessage> = {}): IncomingMessage => ({
  offset: '7',
  timestampMs: 0,
  key: Buffer.from('crm:1'),
  value: Buffer.from('{}'),
  headers: [{ name: 'ce_id', value: Buffer.from('1') }],
  ...changed,
});

const idOf = (one: IncomingMessage, place = PLACE): string =>
  quarantineIdOf(
    { ...deliveryOfMessage('events', one), place, faults: [], raw: one.value ?? Buffer.alloc(0) },
    'delivery',
  );

describe('the quarantine entry of a message', () => {
  it('is one, however often it is delivered or published', () => {
    expect(idOf(message(), { partition: 3, offset: '900' })).toBe(idOf(message()));
    const traced = [...message().headers, { name: 'traceparent', value: Buffer.from('00-1') }];
    expect(idOf(message({ headers: traced }))).toBe(idOf(message()));
  });

  it('is another for other content: value, key, or what the headers say', () => {
    const ids = [
      message(),
      message({ value: Buffer.from('[]') }),
      message({ key: null }),
      message({ key: Buffer.alloc(0) }),
      message({ headers: [] }),
      message({ headers: [{ name: 'ce_id', value: null }] }),
      message({ headers: [{ name: 'ce_id', value: Buffer.from([0xff]) }] }),
      message({ headers: [...message().headers, { name: 'content-type', value: Buffer.from('text/plain') }] }),
    ].map((one) => idOf(one));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('of two tombstones is told by where they lie', () => {
    const tombstone = message({ value: null });
    expect(idOf(tombstone, { partition: 3, offset: '8' })).not.toBe(idOf(tombstone));
    expect(idOf(tombstone)).toBe(idOf(tombstone));
  });
});
