import type { IncomingMessage } from '@gemba/platform';
import { deadLetter, lesserLetters } from './dead-letter';

const message: IncomingMessage = {
  offset: '18817',
  timestampMs: 1_788_433_333_100,
  key: Buffer.from('crm:1'),
  value: Buffer.from([0xff, 0x00]),
  headers: [
    { name: 'ce_id', value: Buffer.from([0xfe]) },
    { name: 'dlq-attempts', value: Buffer.from('7') },
    { name: 'none', value: null },
  ],
};

const refused = {
  ...{ topic: 'events', partition: 3, message },
  faults: [
    { code: 'missing', field: 'time', message: 'time is missing. Send it.' },
    { code: 'invalid', message: 'x'.repeat(5_000) },
  ],
};
const judge = { groupId: 'gemba-recorder', version: '1.4.0' };
const letter = deadLetter(refused, judge);

describe('a dead letter', () => {
  it('is what came, with what was wrong behind its headers', () => {
    expect([letter.key, letter.value, letter.partition]).toEqual([message.key, message.value, 3]);
    expect(letter.headers.slice(0, 3)).toEqual(message.headers);
    const added = letter.headers.slice(3).map(({ name, value }) => [name, value!.toString()]);
    expect(Object.fromEntries(added)).toEqual({
      'dlq-original-topic': 'events',
      'dlq-original-partition': '3',
      'dlq-original-offset': '18817',
      'dlq-original-timestamp': '1788433333100',
      'dlq-first-failed-at': '2026-09-03T11:02:13.100Z',
      'dlq-consumer-group': 'gemba-recorder',
      'dlq-error-code': 'missing',
      'dlq-error-message': `time is missing. Send it. ${'x'.repeat(1_974)}`,
      'dlq-attempts': '1',
      'dlq-app-version': '1.4.0',
    });
  });

  it('goes without its value, or without key and headers too, where it finds no place, and says so', () => {
    const [withoutValue, bare] = lesserLetters(refused, judge);
    const leftOut = { name: 'dlq-value-left-out-bytes', value: Buffer.from('2') };
    expect(withoutValue).toEqual({ ...letter, value: null, headers: [...letter.headers, leftOut] });
    expect(bare).toEqual({
      ...{ key: null, value: null, partition: 3 },
      headers: [...letter.headers.slice(3), leftOut, { name: 'dlq-headers-left-out', value: Buffer.from('3') }],
    });
  });

  it('says so where the message came without its value, once', () => {
    const cut = { ...message, value: null, headers: [], leftOutBytes: 900_000_000 };
    const letters = [
      deadLetter({ ...refused, message: cut }, judge),
      ...lesserLetters({ ...refused, message: cut }, judge),
    ];
    const saying = letters.map(({ headers }) =>
      headers.filter(({ name }) => name === 'dlq-value-left-out-bytes').map(({ value }) => value!.toString()),
    );
    expect(saying).toEqual([['900000000'], ['900000000'], ['900000000']]);
  });
});
