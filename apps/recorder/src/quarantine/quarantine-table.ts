import type { Place } from '@gemba/intake';
import type { Pool } from 'pg';
import { type Poison, printable, printableJson, quarantineIdOf, type Standing } from './quarantine-entry';
import type { StoredHeaders } from './stored-headers';

/** How an entry was put right. */
export interface Release {
  readonly by: 'retry' | 'mended-event' | 'dismissal';
  readonly outcome: 'recorded' | 'duplicate' | 'dismissed';
  readonly eventId?: string;
  readonly reason?: string;
}

export interface QuarantineSummary {
  readonly id: string;
  readonly source: string;
  readonly receivedAt: string;
  readonly place: Place;
  readonly code: string;
  readonly message: string;
  readonly mediaType: string;
  readonly releasedAt: string | null;
}

export interface QuarantineEntry extends QuarantineSummary {
  readonly faults: readonly { readonly code: string; readonly field?: string; readonly message: string }[];
  readonly headers: StoredHeaders;
  /** The key of a message on a topic; null for what came in another way. */
  readonly key: Buffer | null;
  readonly raw: Buffer;
  readonly release: Release | null;
}

export interface QuarantinePage {
  readonly entries: readonly QuarantineSummary[];
  /** Pass it as `after` to go on; null at the end. */
  readonly next: string | null;
}

export interface QuarantineQuery {
  readonly state: 'waiting' | 'released' | 'all';
  readonly after: string | null;
  readonly limit: number;
}

const SUMMARY = `id, source, received_at as "receivedAt", place, code, message, media_type as "mediaType",
  released_at as "releasedAt"`;

const CONDITIONS = { waiting: 'released_at is null', released: 'released_at is not null', all: 'true' } as const;

const ADD = `insert into intake.quarantine
  (id, source, place, code, message, faults, media_type, raw, headers, message_key)
select * from unnest($1::uuid[], $2::text[], $3::json[], $4::text[], $5::text[], $6::json[], $7::text[],
  $8::bytea[], $9::json[], $10::bytea[])
on conflict (id) do nothing`;

/** Whoever waits for this holds messages back: a database that vanished without a word must not do so for ever. */
const ADD_LIMIT_MS = 60_000;

/** What could not be recorded, kept as it came until somebody puts it right. */
export class QuarantineTable {
  constructor(private readonly pool: Pool) {}

  /** Ids in the order of the poisons. An entry that is there already stays as it is. */
  async add(poisons: readonly Poison[], standing: Standing): Promise<string[]> {
    const ids = poisons.map((poison) => quarantineIdOf(poison, standing));
    const columns: unknown[][] = [ids, [], [], [], [], [], [], [], [], []];
    for (const { source, place, faults, mediaType, raw, headers, key = null } of poisons) {
      const { code, message } = faults[0]!;
      const values = [
        printable(source),
        JSON.stringify(place),
        code,
        printable(message),
        printableJson(faults),
        printable(mediaType),
        Buffer.from(raw as string),
        printableJson(headers),
        key,
      ];
      values.forEach((value, column) => columns[column + 1]!.push(value));
    }
    const limited = { text: ADD, values: columns, query_timeout: ADD_LIMIT_MS };
    await this.pool.query(limited);
    return ids;
  }

  async list({ state, after, limit }: QuarantineQuery): Promise<QuarantinePage> {
    const { rows } = await this.pool.query<QuarantineSummary>(
      `select ${SUMMARY} from intake.quarantine
       where ${CONDITIONS[state]} and ($1::uuid is null or (received_at, id) >
         (select mark.received_at, mark.id from intake.quarantine as mark where mark.id = $1::uuid))
       order by received_at, id limit $2`,
      [after, limit],
    );
    return { entries: rows, next: rows.length < limit ? null : rows.at(-1)!.id };
  }

  async find(id: string): Promise<QuarantineEntry | null> {
    const { rows } = await this.pool.query<QuarantineEntry>(
      `select ${SUMMARY}, faults, headers, message_key as key, raw, release from intake.quarantine where id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** Closes an entry; who comes second is told how the first one did it. */
  async release(id: string, release: Release): Promise<Release> {
    await this.pool.query(
      `update intake.quarantine set released_at = clock_timestamp(), release = $2
       where id = $1 and released_at is null`,
      [id, printableJson(release)],
    );
    return (await this.find(id))?.release ?? release;
  }

  async depth(): Promise<number> {
    const { rows } = await this.pool.query<{ depth: number }>(
      'select count(*)::integer as depth from intake.quarantine where released_at is null',
    );
    return rows[0]!.depth;
  }
}
