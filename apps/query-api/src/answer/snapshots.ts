import { Inject, Injectable } from '@nestjs/common';
import { Pool, type PoolClient } from 'pg';

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
    } finally {
      await client.query('rollback').catch((failure: Error) => (broken = failure));
      client.release(broken);
    }
  }
}
