import { EventStoreUnavailable } from '@gemba/event-sourcing';
import { fact, testEvent } from '@gemba/event-sourcing/testing';
import { TcpProxy, waitUntil } from '@gemba/test-support';
import { Client } from 'pg';
import { PostgresEventStore } from './postgres-event-store';
import { callAppend, openAppend } from './testing/open-append';
import { createTestRecord, type TestRecord } from './testing/test-record';
import { untilWaiting } from './testing/waiting';

const TEN_MINUTES_MS = 600_000;

const killAll = (record: TestRecord): Promise<unknown> =>
  record.admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and usename = 'gemba_app'`);

describe('when connections break', () => {
  let record: TestRecord;

  beforeEach(async () => {
    record = await createTestRecord();
  });

  afterEach(() => record.drop());

  it('an append says that its outcome is unknown, and sent again it is recorded once', async () => {
    const store = record.open();
    const stream = 'deal-crm:1';
    const other = await openAppend(record.database.adminUrl, fact(stream, testEvent(stream, 0)));
    const broken = store.append([fact(stream, testEvent(stream, 1))]);
    await untilWaiting(record.admin, 1, 'transactionid', 'advisory');
    await Promise.all([expect(broken).rejects.toThrow(EventStoreUnavailable), killAll(record)]);
    await other.end('commit');
    expect(await store.append([fact(stream, testEvent(stream, 1))])).toMatchObject([
      { status: 'appended', firstVersion: 1 },
    ]);
    await store.close();
  });

  it('an append that nobody answers is given up, and sent again it is recorded once', async () => {
    const { proxy, url } = await TcpProxy.beforePostgres(record.database.appUrl);
    const store = new PostgresEventStore({ connectionString: url }, { callLimitMs: 300 });
    const stream = 'deal-crm:1';
    await store.append([fact(stream, testEvent(stream, 0))]);
    proxy.freeze();
    await expect(store.append([fact(stream, testEvent(stream, 1))])).rejects.toThrow(EventStoreUnavailable);
    proxy.thaw();
    const again = () => store.append([fact(stream, testEvent(stream, 1))]);
    await waitUntil(() =>
      again().then(
        () => true,
        () => false,
      ),
    );
    expect((await store.readStream(stream)).map(({ data }) => data['n'])).toEqual([0, 1]);
    await store.close();
    await proxy.cut();
  });

  it('a server that is not there is unavailable, for writers and readers', async () => {
    const store = new PostgresEventStore({ host: '127.0.0.1', port: 1, user: 'nobody', database: 'none' });
    await expect(store.append([fact('deal-1', testEvent('deal-1', 1))])).rejects.toThrow(EventStoreUnavailable);
    await expect(store.readStream('deal-1')).rejects.toThrow(EventStoreUnavailable);
    await expect(store.head()).rejects.toThrow(EventStoreUnavailable);
    await store.close();
  });

  it('a subscription goes on without a gap, and is woken by other processes again', async () => {
    const [writer, reader] = [record.open(), record.open({ pollMs: TEN_MINUTES_MS })];
    const stream = 'deal-crm:1';
    const stop = new AbortController();
    const pages = reader.subscribe(0n, stop.signal)[Symbol.asyncIterator]();
    for (let n = 0; n < 3; n++) {
      await killAll(record);
      const next = pages.next();
      const write = () => writer.append([fact(stream, testEvent(stream, n))]);
      await write().catch(write);
      expect((await next).value).toMatchObject([{ data: { n }, version: n }]);
    }
    stop.abort();
    await Promise.all([writer.close(), reader.close()]);
  });

  it('a subscription that no wake-up reaches looks for itself', async () => {
    const reader = record.open({ pollMs: 20 });
    const stop = new AbortController();
    const pages = reader.subscribe(0n, stop.signal)[Symbol.asyncIterator]();
    const client = new Client({ connectionString: record.database.appUrl });
    await client.connect();
    for (let n = 0; n < 3; n++) {
      const next = pages.next();
      // No store of ours: nobody notifies.
      await callAppend(client, fact('deal-1', testEvent('deal-1', n)));
      expect((await next).value).toMatchObject([{ data: { n } }]);
    }
    stop.abort();
    await client.end();
    await reader.close();
  });

  it('a subscription refuses to go on over a record that came back as an older one', async () => {
    const [writer, reader] = [record.open(), record.open({ pollMs: TEN_MINUTES_MS })];
    const stream = 'deal-crm:1';
    await writer.append([fact(stream, testEvent(stream, 1), testEvent(stream, 2))]);
    const pages = reader.subscribe(0n, new AbortController().signal)[Symbol.asyncIterator]();
    expect((await pages.next()).value).toHaveLength(2);
    await record.admin.query(`begin; set local session_replication_role = replica;
      delete from record.events where position > 1; commit`);
    // Whoever looks next finds the connection gone, tries again, and then looks twice.
    await killAll(record);
    const next = pages.next();
    await expect(next).rejects.toMatchObject({ code: 'checkpoint-mismatch' });
    await Promise.all([writer.close(), reader.close()]);
  });
});
