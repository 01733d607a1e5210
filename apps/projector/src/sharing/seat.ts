import { randomUUID } from 'node:crypto';
import { type Pool, type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';
import { type Members } from './members';

/** A member's own connection: as long as it lasts, so does the member. What others tell comes in here. */
export class Seat {
  private taken: { readonly id: string; readonly client: PoolClient } | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly members: Members,
    private readonly channel: string,
    private readonly onTold: (payload: string) => void,
    private readonly onBroken: (error: Error) => void,
  ) {}

  /** The connection, made anew when the last one broke off, with its own id each time. */
  async take(): Promise<{ readonly id: string; readonly client: PoolClient }> {
    this.taken ??= await this.sit();
    return this.taken;
  }

  leave(): void {
    const { taken } = this;
    this.taken = undefined;
    // Never back into the pool: the next user would hold our lock and listen too.
    taken?.client.release(true);
  }

  private async sit(): Promise<{ readonly id: string; readonly client: PoolClient }> {
    const client = await this.pool.connect();
    const id = randomUUID();
    client.on('notification', ({ payload }) => this.onTold(payload ?? ''));
    client.on('error', (error) => {
      if (this.taken?.id !== id) return;
      this.leave();
      this.onBroken(error);
    });
    try {
      await this.members.sit(client, id);
      await client.query(`listen ${quoted(this.channel)}`);
    } catch (error) {
      client.release(true);
      throw error;
    }
    return { id, client };
  }
}
