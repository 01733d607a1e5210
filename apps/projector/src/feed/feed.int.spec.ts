import { type EventStore, InMemoryEventStore, InMemoryRecord } from '@gemba/event-sourcing';
import { type Pool, type PoolClient } from 'pg';
import { type FedCheckpoint, ProjectionOvertaken, readCheckpoint } from './checkpoint';
import { Projection } from '../projection';
import { recordAll } from '../testing/record-all';
import { told } from '../testing/sales-story';
import { AS_OF, aRecord, bedOfEachTest, prepared } from '../testing/test-projection';
import { aProjector } from '../testing/test-projector';

const opened = told('deal', 'crm:1', 'DealOpened', '2026-03-02T09:00:00Z');
const won = told('deal', 'crm:1', 'DealWon', '2026-03-05T09:00:00Z');
const accepted = told('quote', 'q:1', 'QuoteAccepted', '2026-03-04T09:00:00Z');
const sent = told('quote', 'q:1', 'QuoteSent', '2026-03-03T09:00:00Z', { dealId: 'crm:1' });

interface Breakable {
  readonly connection: { readonly stream: { destroy(): void } };
}

/** Of a query with options, or of a COPY. */
const textOf = (query: unknown): string => {
  const { text } = query as { text?: unknown };
  return typeof text === 'string' ? text : '';
};

/** A pool whose connections break off at the first statement of a kind. */
const breakingAt = (pool: Pool, statement: RegExp): Pool => {
  const connect = async (): Promise<PoolClient> => {
    const client = await pool.connect();
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    client.query = ((...args: unknown[]) => {
      const text = typeof args[0] === 'string' ? args[0] : textOf(args[0]);
      if (statement.test(text)) (client as unknown as Breakable).connection.stream.destroy();
      return query(...args);
    }) as never;
    client.on('error', () => undefined);
    return client;
  };
  return new Proxy(pool, {
    get: (target, property) => (property === 'connect' ? connect : (Reflect.get(target, property) as unknown)),
  });
};

describe('the feed', () => {
  const bed = bedOfEachTest();

  const begin = async (store: EventStore): Promise<FedCheckpoint> =>
    readCheckpoint(bed.pool, 'projection', (await store.head()).incarnation);
  const count = async (table: string): Promise<number> => {
    const { rows } = await bed.pool.query<{ n: number }>(`select count(*)::int as n from projection.${table}`);
    return rows[0]!.n;
  };

  it('writes history, marks and position of a page together or not at all', async () => {
    const store = aRecord();
    await recordAll(store, [opened, won]);
    const whole = await prepared(bed.pool);
    const page = await store.readAll(0n, 10);
    for (const statement of [/insert into .*\.stream \(/s, /copy/, /deal_root/, /dirty_deal/, /^commit/]) {
      const projection = new Projection(breakingAt(bed.pool, statement), whole.schemas, whole.catalogue);
      await expect(projection.feed.apply(page, await begin(store))).rejects.toThrow();
      expect([await count('history'), await count('dirty_deal'), (await begin(store)).position]).toEqual([0, 0, 0n]);
    }
    await whole.feed.apply(page, await begin(store));
    expect([await count('history'), await count('dirty_deal'), (await begin(store)).position]).toEqual([2, 1, 2n]);
  });

  it('refuses a page when another projector was faster', async () => {
    const store = aRecord();
    await recordAll(store, [opened, won]);
    const projection = await prepared(bed.pool);
    const from = await begin(store);
    await projection.feed.apply(await store.readAll(0n, 1), from);
    await expect(projection.feed.apply(await store.readAll(0n, 2), from)).rejects.toThrow(ProjectionOvertaken);
    expect(await count('history')).toBe(1);
  });

  it('keeps events of an unknown deal in sight until a link brings them in', async () => {
    const store = aRecord();
    await recordAll(store, [opened, accepted]);
    const projection = await prepared(bed.pool);
    await projection.catchUp(store, 2n, AS_OF);
    const unassigned = 'select stream, type from projection.unassigned_event';
    expect((await bed.pool.query(unassigned)).rows).toEqual([{ stream: 'quote-q:1', type: 'QuoteAccepted' }]);
    await recordAll(store, [sent]);
    await projection.catchUp(store, 3n, AS_OF);
    expect((await bed.pool.query(unassigned)).rows).toEqual([]);
    const { rows } = await bed.pool.query('select type from bi_v1.deal_history where deal_id = $1 order by seq', [
      'crm:1',
    ]);
    expect(rows.map(({ type }: { type: string }) => type)).toEqual(['DealOpened', 'QuoteSent', 'QuoteAccepted']);
  });

  it('does not go on with another record than the one it was fed from', async () => {
    const store = aRecord();
    await recordAll(store, [opened, won]);
    await (await prepared(bed.pool)).catchUp(store, 2n, AS_OF);
    const restored = new InMemoryEventStore(new InMemoryRecord(() => '2026-05-01T00:00:00.000000Z', 'another'));
    await recordAll(restored, [opened, won, sent]);
    const projector = aProjector(bed.pool, restored);
    await projector.start();
    await expect(projector.waitUntilFresh(AbortSignal.timeout(10_000))).rejects.toThrow(
      /stands still: The checkpoint was taken from record in-memory, this is record another: start from its beginning\.$/,
    );
    expect((await projector.status()).doing).toBe('refusing');
    await projector.stop();
    expect(await count('history')).toBe(2);
  });

  it('does not go on behind the end of a record that lost its last events', async () => {
    const store = aRecord();
    await recordAll(store, [opened, won]);
    await (await prepared(bed.pool)).catchUp(store, 2n, AS_OF);
    const restored = aRecord();
    await recordAll(restored, [opened]);
    const projector = aProjector(bed.pool, restored);
    await projector.start();
    await expect(projector.waitUntilFresh(AbortSignal.timeout(10_000))).rejects.toThrow(/stands still/);
    await projector.stop();
  });
});
