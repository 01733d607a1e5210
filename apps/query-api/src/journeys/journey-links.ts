import { Inject, Injectable } from '@nestjs/common';
import { Pool, type PoolClient } from 'pg';
import { digestOfToken, isDigestOf, isToken, mintToken } from './journey-token';

/** The links by which customers see their journeys: one at a time for a deal. */
@Injectable()
export class JourneyLinks {
  constructor(@Inject(Pool) private readonly pool: Pool) {}

  /** A new link; the deal's earlier one opens nothing any more. The token is told once and not kept. */
  async create(dealId: string): Promise<string> {
    const token = mintToken();
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('begin');
      // Two that ask at once come one after the other, and the later one's link holds.
      await client.query("select pg_advisory_xact_lock(hashtextextended('journey link ' || $1, 0))", [dealId]);
      await revoke(client, dealId);
      await client.query('insert into access.journey_link (deal_id, token_digest) values ($1, $2)', [
        dealId,
        digestOfToken(token),
      ]);
      await client.query('commit');
      return token;
    } catch (error) {
      await client.query('rollback').catch((failure: Error) => (broken = failure));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  /** Whether there was a link to revoke. */
  revoke(dealId: string): Promise<boolean> {
    return revoke(this.pool, dealId);
  }
}

const revoke = async (client: Pool | PoolClient, dealId: string): Promise<boolean> => {
  const { rowCount } = await client.query(
    'update access.journey_link set revoked_at = clock_timestamp() where deal_id = $1 and revoked_at is null',
    [dealId],
  );
  return (rowCount ?? 0) > 0;
};

/** The deal that a token opens; null for one that never was, or is revoked. */
export const dealOfToken = async (client: PoolClient, token: string): Promise<string | null> => {
  if (!isToken(token)) return null;
  const { rows } = await client.query<{ deal_id: string; token_digest: Buffer }>(
    'select deal_id, token_digest from access.journey_link where token_digest = $1 and revoked_at is null',
    [digestOfToken(token)],
  );
  const link = rows[0];
  return link !== undefined && isDigestOf(link.token_digest, token) ? link.deal_id : null;
};
