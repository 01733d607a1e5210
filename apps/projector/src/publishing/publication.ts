import { type Checkpoint } from '@gemba/event-sourcing';
import { type Pool } from 'pg';
import { quoted } from '../database/schema-names';
import { type Feed, PublicationOvertaken } from './feed';

interface PublicationRow {
  readonly incarnation: string | null;
  readonly position: string;
  readonly eventId: string | null;
}

/** How far a feed has gone out, kept beside the tables. */
export class Publication {
  constructor(
    private readonly pool: Pool,
    private readonly tables: string,
    private readonly feed: Feed['name'],
  ) {}

  /** `incarnation` is what a feed that has not begun yet takes on. */
  async read(incarnation: () => Promise<string>): Promise<Checkpoint> {
    const { rows } = await this.pool.query<PublicationRow>(
      `select incarnation, position::text, event_id as "eventId" from ${quoted(this.tables)}.publication where feed = $1`,
      [this.feed],
    );
    const { position, eventId, ...row } = rows[0]!;
    return { incarnation: row.incarnation ?? (await incarnation()), position: BigInt(position), eventId };
  }

  /** Compare-and-set: one who was overtaken unknowingly moves nothing. */
  async move(from: Checkpoint, to: Checkpoint): Promise<void> {
    const { rowCount } = await this.pool.query(
      `update ${quoted(this.tables)}.publication
       set incarnation = $2, position = $3, event_id = $4, moved_at = clock_timestamp()
       where feed = $1 and position = $5 and event_id is not distinct from $6 and coalesce(incarnation, $2) = $2`,
      [this.feed, to.incarnation, to.position, to.eventId, from.position, from.eventId],
    );
    if (rowCount === 1) return;
    throw new PublicationOvertaken(
      `The feed ${this.feed} of ${this.tables} does not stand at ${from.position} any more: another process publishes it.`,
    );
  }
}
