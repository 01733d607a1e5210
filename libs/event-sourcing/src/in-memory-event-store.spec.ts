import { InMemoryEventStore } from './in-memory-event-store';
import { InMemoryRecord } from './in-memory-record';
import { instantOfMicros } from './instant';
import { describeEventStoreContract, fact, testEvent } from './testing';

let records = 0;

describeEventStoreContract('memory', async () => {
  let micros = 1_780_000_000_000_000;
  const record = new InMemoryRecord(() => instantOfMicros((micros += 1_000)), `record-${++records}`);
  return { open: async () => new InMemoryEventStore(record), drop: async () => undefined };
});

describe('the in-memory store', () => {
  it('keeps recordedAt from falling when its clock is set back', async () => {
    const times = ['2026-03-02T09:00:01.000000Z', '2026-03-02T09:00:00.000000Z', '2026-03-02T09:00:02.000000Z'];
    const store = new InMemoryEventStore(() => times.shift()!);
    for (const n of [1, 2, 3]) await store.append([fact('deal-crm:1', testEvent('deal-crm:1', n))]);
    expect((await store.readStream('deal-crm:1')).map(({ recordedAt }) => recordedAt)).toEqual([
      '2026-03-02T09:00:01.000000Z',
      '2026-03-02T09:00:01.000000Z',
      '2026-03-02T09:00:02.000000Z',
    ]);
  });
});
