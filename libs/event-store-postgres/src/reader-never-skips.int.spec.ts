import { type RecordedEvent, START } from '@gemba/event-sourcing';
import { fact, testEvent } from '@gemba/event-sourcing/testing';
import { createTestDatabase } from '@gemba/test-support';
import { Client } from 'pg';
import { openAppend } from './testing/open-append';
import { createTestRecord } from './testing/test-record';
import { untilWaiting } from './testing/waiting';

const WRITERS = 16;
const EVENTS_EACH = 40;

/** A transaction that has an id and stays open: what hides events from stores that look at the oldest one. */
const slowTransaction = async (url: string): Promise<Client> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('begin; create table unrelated (n integer); insert into unrelated values (1)');
  return client;
};

describe('a reader beside sixteen writers and slow transactions', () => {
  it('is given every event, once, in order, and waits for nobody who is elsewhere', async () => {
    const record = await createTestRecord();
    const elsewhere = await createTestDatabase();
    const slow = [await slowTransaction(record.database.adminUrl), await slowTransaction(elsewhere.adminUrl)];
    const stores = Array.from({ length: WRITERS }, () => record.open());

    const reader = record.open();
    const seen: RecordedEvent[] = [];
    const enough = new AbortController();
    const reading = (async () => {
      for await (const page of reader.subscribe(START, enough.signal, 7)) {
        seen.push(...page);
        if (seen.length === WRITERS * EVENTS_EACH + 1) return;
      }
    })();

    // One appender has taken its position and does not commit; all sixteen come to stand behind it.
    const held = await openAppend(record.database.appUrl, fact('deal-held', testEvent('deal-held', 1)));
    const writing = stores.map(async (store, writer) => {
      // Half of them share streams.
      const stream = `deal-${writer % 2 === 0 ? 'shared' : writer}`;
      for (let n = 0; n < EVENTS_EACH; n++) await store.append([fact(stream, testEvent(stream, writer * 1_000 + n))]);
    });
    await untilWaiting(record.admin, WRITERS, 'advisory', 'transactionid', 'tuple');
    expect(seen).toEqual([]);
    await held.end('commit');

    await Promise.all(writing);
    await reading;
    enough.abort();

    expect(seen[0]!.stream).toBe('deal-held');
    expect(seen.map(({ position }) => position)).toEqual(seen.map((_, index) => BigInt(index + 1)));
    expect(seen).toEqual(await stores[0]!.readAll(START, 10_000));
    await Promise.all([reader, ...stores].map((store) => store.close()));
    await Promise.all(slow.map((client) => client.end()));
    await elsewhere.drop();
    await record.drop();
  });
});
