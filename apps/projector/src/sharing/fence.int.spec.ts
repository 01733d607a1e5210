import { createPool } from '@gemba/platform';
import { TcpProxy, waitUntil } from '@gemba/test-support';
import { type Pool, type PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { inTransaction } from '../database/transaction';
import { aGate } from '../testing/gate';
import { bedOfEachTest, prepared } from '../testing/test-projection';
import { beginGeneration, divideDeals } from './generation';
import { HeldPermits } from './held-permits';
import { FEED, type Lease, LeaseLost, TablesReplaced } from './lease';
import { LeaseKeeper } from './lease-keeper';

const PARTITIONS = 4;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

interface Process {
  readonly wire: TcpProxy;
  readonly pool: Pool;
  readonly keeper: LeaseKeeper;
  readonly permits: HeldPermits;
}

describe('a transaction under a lease', () => {
  const processes: Process[] = [];
  // Before the database is gone.
  afterEach(async () => {
    for (const { wire, pool, keeper } of processes.splice(0)) {
      wire.thaw();
      await keeper.stop();
      await pool.end();
      await wire.cut();
    }
  });
  const bed = bedOfEachTest();
  beforeEach(async () => {
    await prepared(bed.pool);
    await inTransaction(bed.pool, (client) => divideDeals(client, 'projection', PARTITIONS));
  });

  const aProcess = async (name: string, leaseSeconds = 1): Promise<Process> => {
    const { proxy: wire, url } = await TcpProxy.beforePostgres(bed.appUrl);
    const connections = { applicationName: name, connectionsMax: 5, onIdleError: () => undefined };
    const pool = createPool({ url, ...connections });
    const keeper = new LeaseKeeper({
      ...{ pool, tables: 'projection', name, leaseSeconds, log: silent },
      activity: () => ({ doing: 'following', fault: null }),
      onSignal: () => undefined,
      onGeneration: () => undefined,
    });
    const permits = new HeldPermits(pool, 'projection', keeper, 0, PARTITIONS);
    processes.push({ wire, pool, keeper, permits });
    keeper.takePart(true);
    keeper.start();
    return { wire, pool, keeper, permits };
  };
  const holdsAll = ({ keeper }: Process): boolean =>
    keeper.holdings.partitions.length === PARTITIONS && keeper.holdings.get(FEED) !== undefined;
  const allOf = ({ keeper }: Process): Lease[] => [...keeper.holdings.partitions, keeper.holdings.get(FEED)!];

  const writes = (client: PoolClient, what: string): Promise<unknown> =>
    client.query('insert into projection.computed_beside values ($1, 0, null, 0)', [what]);
  const written = async (): Promise<string[]> => {
    const { rows } = await bed.pool.query<{ root_id: string }>('select root_id from projection.computed_beside');
    return rows.map(({ root_id }) => root_id);
  };

  it('keeps the lease from changing hands until it ends, and is not kept from ending', async () => {
    const first = await aProcess('first', 600);
    await waitUntil(() => holdsAll(first));
    const [begun, end] = [aGate(), aGate()];
    const writing = first.permits.under(allOf(first)).inTransaction(async (client) => {
      await writes(client, 'first');
      begun.open();
      await end.opened;
    });
    await begun.opened;
    const second = await aProcess('second', 600);
    await waitUntil(() => first.keeper.holdings.partitions.length === PARTITIONS / 2);
    // Given up already, but not to be had yet: more than one look of the other one finds nothing.
    for (let looks = 0; looks < 5; looks++) {
      second.keeper.wake();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(second.keeper.holdings.partitions).toEqual([]);
    end.open();
    await writing;
    await waitUntil(() => second.keeper.holdings.partitions.length === PARTITIONS / 2);
    expect(await written()).toEqual(['first']);
  });

  it('is waited out when its process says nothing any more; the next one of that process is refused', async () => {
    const first = await aProcess('first');
    await waitUntil(() => holdsAll(first));
    const before = first.permits.under(allOf(first));
    await before.inTransaction((client) => writes(client, 'in time'));
    first.wire.freeze();
    const second = await aProcess('second');
    await waitUntil(() => holdsAll(second));
    first.keeper.takePart(false);
    first.wire.thaw();
    const lost = before.inTransaction((client) => writes(client, 'too late'));
    await expect(lost).rejects.toThrow(LeaseLost);
    await expect(lost).rejects.toThrow(/^This process no longer holds .*"feed".* of projection: another one took over/);
    await second.permits.feed.inTransaction((client) => writes(client, 'second'));
    expect((await written()).sort()).toEqual(['in time', 'second']);
  });

  it.each([
    ['between two statements', (client: PoolClient) => writes(client, 'stopped in the middle')],
    [
      'while it sends rows',
      (client: PoolClient) => {
        const stream = client.query(copyFrom('copy projection.computed_beside from stdin'));
        stream.on('error', () => undefined);
        return new Promise((resolve) => stream.write('stopped in the middle\t0\t\\N\t0\n', resolve));
      },
    ],
  ])('is undone when its process stopped %s and does not come back for long', async (_, write) => {
    const first = await aProcess('first');
    await waitUntil(() => holdsAll(first));
    const begun = aGate();
    const thawed = aGate();
    const writing = first.permits.under(allOf(first)).inTransaction(async (client) => {
      await write(client);
      begun.open();
      await thawed.opened;
    });
    const outcome = writing.then(
      () => 'committed',
      () => 'undone',
    );
    await begun.opened;
    first.wire.freeze();
    const second = await aProcess('second');
    await waitUntil(() => holdsAll(second));
    first.wire.thaw();
    thawed.open();
    expect(await outcome).toBe('undone');
    expect(await written()).toEqual([]);
  });

  it('does not keep its own process from renewing', async () => {
    const first = await aProcess('first');
    await waitUntil(() => holdsAll(first));
    const expiry = async (): Promise<string> => {
      const { rows } = await bed.pool.query<{ at: string }>('select expires_at as at from projection.projector');
      return rows[0]!.at;
    };
    await first.permits.under(allOf(first)).inTransaction(async (client) => {
      await writes(client, 'first');
      const before = await expiry();
      await waitUntil(async () => (await expiry()) > before);
    });
    expect(holdsAll(first)).toBe(true);
  });

  it('does not run beside one that must be alone', async () => {
    const first = await aProcess('first', 600);
    await waitUntil(() => holdsAll(first));
    const order: string[] = [];
    const [begun, end] = [aGate(), aGate()];
    const writing = first.permits.feed.inTransaction(async () => {
      begun.open();
      await end.opened;
      order.push('before');
    });
    await begun.opened;
    const alone = first.permits.analyses.alone(async () => {
      order.push('alone');
      await new Promise((resolve) => setTimeout(resolve, 100));
      order.push('still alone');
    });
    await waitUntil(async () => {
      const { rowCount } = await bed.pool.query(
        "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      return rowCount! > 0;
    });
    const after = first.permits.feed.inTransaction(async () => void order.push('after'));
    end.open();
    await Promise.all([writing, alone, after]);
    expect(order).toEqual(['before', 'alone', 'still alone', 'after']);
  });

  it('of a rebuild waits for its lease when that was given to nobody meanwhile', async () => {
    const first = await aProcess('first', 600);
    const rebuilt = await first.keeper.whileRebuilding(AbortSignal.timeout(60_000), async (lease) => {
      // As others do with what they take for dead.
      await bed.pool.query("update projection.lease set holder = null, epoch = epoch + 1 where name = 'rebuild'");
      await first.permits.rebuild.alone((client) => writes(client, 'rebuilt'));
      return first.keeper.holdings.get(lease.name)!.epoch - lease.epoch;
    });
    expect(rebuilt).toBe(2);
    expect(await written()).toEqual(['rebuilt']);
  });

  it('is refused once the tables were rebuilt, whatever it holds', async () => {
    const first = await aProcess('first', 600);
    await waitUntil(() => holdsAll(first));
    await inTransaction(bed.pool, (client) => beginGeneration(client, 'projection', null));
    await expect(first.permits.feed.inTransaction((client) => writes(client, 'too late'))).rejects.toThrow(
      TablesReplaced,
    );
    expect(await written()).toEqual([]);
  });
});
