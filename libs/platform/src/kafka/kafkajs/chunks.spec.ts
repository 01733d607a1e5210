import type { KafkaMessage } from 'kafkajs';
import { chunksOf, incoming } from './chunks';

const message = (offset: number, bytes: number): KafkaMessage => ({
  ...{ key: null, value: Buffer.alloc(bytes), timestamp: '1', attributes: 0, offset: String(offset) },
  headers: {},
});

const offsets = (messages: readonly KafkaMessage[], bounds: { chunkMessagesMax: number; chunkBytesMax: number }) =>
  [...chunksOf(messages, bounds)].map((chunk) => chunk.map(({ offset }) => Number(offset)));

describe('what was fetched of a partition', () => {
  it('is handled in chunks of so many messages or bytes, in its order, each message once', () => {
    const five = [10, 10, 90, 10, 500].map((bytes, offset) => message(offset, bytes));
    expect(offsets(five, { chunkMessagesMax: 2, chunkBytesMax: 1_000 })).toEqual([[0, 1], [2, 3], [4]]);
    expect(offsets(five, { chunkMessagesMax: 9, chunkBytesMax: 100 })).toEqual([
      [0, 1, 2],
      [3, 4],
    ]);
    expect(offsets([], { chunkMessagesMax: 9, chunkBytesMax: 100 })).toEqual([]);
  });

  it('has no time where nobody set one', () => {
    expect(incoming({ ...message(0, 0), timestamp: '-1' }).timestampMs).toBeNull();
    expect(incoming({ ...message(0, 0), timestamp: '1788433333100' }).timestampMs).toBe(1_788_433_333_100);
  });
});
