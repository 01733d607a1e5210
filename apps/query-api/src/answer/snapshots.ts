import { Problem } from '@gemba/platform';
import { Inject, Injectable } from '@nestjs/common';
import { Pool, type PoolClient } from 'pg';

/** SQLSTATE of a relation, a column or a function that is not there. */
const NOT_THERE: ReadonlySet<unknown> = new Set(['42P01', '42703', '42883']);

/** Before the projector has made the tables, or has brought older ones up to this release, there is nothing to ask. */
const asked = (error: unknown): unknown => {
  if (!NOT_THERE.has((error as { code?: unknown } | null)?.code)) return error;
  const problem = new Problem(503, 'tables-not-ready', 'The tables are not there yet as this release defines them.', {
    remedy: 'The projector makes and rebuilds them when it starts: GET /v1/status says how far it is.',
    headers: { 'retry-after': '5' },
  });
  // The log tells what is missing.
  problem.cause = error;
  return problem;
};

/** Lets a question be answered from one moment of the database: rows and freshness that belong together. */
@Injectable()
export class Snapshots {
  constructor(@Inject(Pool) private readonly pool: Pool) {}

  async read<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('begin isolation level repeatable read, read only');
      return await work(client);
    } catch (error) {
      throw asked(error);
    } finally {
      await client.query('rollback').catch((failure: Error) => (broken = failure));
      client.release(broken);
    }
  }
}
