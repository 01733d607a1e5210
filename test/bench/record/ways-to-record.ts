import { type StreamWrite } from '@gemba/event-sourcing';
import { type PostgresEventStore } from '@gemba/event-store-postgres';
import { type Pool, type PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { finished } from 'node:stream/promises';
import { type Batch, streamNameOf } from './bench-events';

/** Takes a batch; resolves when it is durable. */
export type WayToRecord = (batch: Batch) => Promise<void>;

/** The port, with all its guarantees. */
export const throughTheStore = (store: PostgresEventStore): WayToRecord => {
  return async (batch) => {
    const writes: (StreamWrite & { events: StreamWrite['events'][number][] })[] = [];
    let last = -1;
    for (const { stream, event } of batch) {
      if (stream === last) writes.at(-1)!.events.push(event);
      else writes.push({ stream: streamNameOf(stream), expected: 'any', events: [event] });
      last = stream;
    }
    const outcomes = await store.append(writes);
    if (outcomes.some(({ status }) => status !== 'appended')) throw new Error('A benchmark event was not recorded.');
  };
};

/**
 * The table of the record without its guarantees: the same columns, constraints and parameters, one commit a batch;
 * positions, versions and stream numbers are given by the caller, so nothing is looked up, compared or locked.
 */
const RAW_TABLE = `create schema bench;
create table bench.raw_events (like record.events including all)`;

const RAW_INSERT = {
  name: 'bench-raw-insert',
  text: `insert into bench.raw_events
  (position, stream_id, recorded_at, version, event_id, digest, type, metadata, data)
select $1::bigint + e.no, e.stream_id, clock_timestamp(), e.version, e.event_id,
  substr($5::bytea, e.no::integer * 32 - 31, 32), e.type, e.metadata::json, e.data::json
from unnest($2::bigint[], $3::integer[], $4::uuid[], $6::text[],
  string_to_array($7, E'\\n'), string_to_array($8, E'\\n'))
  with ordinality as e (stream_id, version, event_id, type, metadata, data, no)`,
};

const literal = (items: readonly (string | number)[]): string => `{${items.join(',')}}`;

/** Positions of the raw table, handed out here. */
export class RawTable {
  readonly #pool: Pool;
  #position: number;

  private constructor(pool: Pool, position: number) {
    this.#pool = pool;
    this.#position = position;
  }

  /** As full as the record is: the size of its indexes is part of the price. */
  static async create(admin: Pool, pool: Pool): Promise<RawTable> {
    await admin.query(RAW_TABLE);
    const { rowCount } = await admin.query('insert into bench.raw_events select * from record.events');
    await admin.query(
      'grant usage on schema bench to gemba_app; grant select, insert on bench.raw_events to gemba_app',
    );
    return new RawTable(pool, rowCount ?? 0);
  }

  readonly insert: WayToRecord = async (batch) => {
    const events = batch.map(({ event }) => event);
    await this.#pool.query({
      ...RAW_INSERT,
      values: [
        this.#take(batch.length),
        literal(batch.map(({ stream }) => stream)),
        literal(batch.map(({ version }) => version)),
        literal(events.map(({ eventId }) => eventId)),
        Buffer.from(events.map(({ digest }) => digest).join(''), 'hex'),
        literal(events.map(({ type }) => type)),
        events.map(({ metadata }) => JSON.stringify(metadata)).join('\n'),
        events.map(({ data }) => JSON.stringify(data)).join('\n'),
      ],
    });
  };

  readonly copy: WayToRecord = async (batch) => {
    const client = await this.#pool.connect();
    try {
      await this.#copy(client, batch);
    } finally {
      client.release();
    }
  };

  async #copy(client: PoolClient, batch: Batch): Promise<void> {
    const before = this.#take(batch.length);
    const recordedAt = new Date().toISOString();
    const lines = batch.map(({ stream, version, event }, index) => {
      const json = [event.metadata, event.data].map((part) => JSON.stringify(part).replaceAll('\\', '\\\\'));
      const place = [
        before + index + 1,
        stream,
        recordedAt,
        version,
        event.eventId,
        `\\\\x${event.digest}`,
        event.type,
      ];
      return `${[...place, ...json].join('\t')}\n`;
    });
    const columns = 'position, stream_id, recorded_at, version, event_id, digest, type, metadata, data';
    const stream = client.query(copyFrom(`copy bench.raw_events (${columns}) from stdin`));
    stream.end(lines.join(''));
    await finished(stream);
  }

  #take(count: number): number {
    const before = this.#position;
    this.#position += count;
    return before;
  }
}
