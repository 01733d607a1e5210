import { streamMembership } from '@gemba/read-models';
import { type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';
import { wholeHistories } from './stream-histories';
import { type TouchedStream } from './touched-streams';

interface Link {
  readonly key: bigint;
  readonly kind: 'deal' | 'stream';
  readonly target: string;
}

const spelt = ({ kind, target }: Omit<Link, 'key'>): string => `${kind} ${target}`;

/** Keeps which deals and which other streams a stream names. */
export class StreamLinks {
  constructor(private readonly tables: string) {}

  /** Folds these streams anew. Gives the keys of those that now say something else. */
  async fold(client: PoolClient, streams: readonly TouchedStream[]): Promise<bigint[]> {
    if (streams.length === 0) return [];
    const histories = await wholeHistories(client, this.tables, streams);
    const before = await this.stored(client, streams);
    const moved: bigint[] = [];
    const links: Link[] = [];
    for (const { key, name } of streams) {
      const said = this.linksOf(key, name, histories.get(name)!);
      const known = before.get(key) ?? new Set<string>();
      if (said.length === known.size && said.every((link) => known.has(spelt(link)))) continue;
      moved.push(key);
      links.push(...said);
    }
    await this.replace(client, moved, links);
    return moved;
  }

  private linksOf(key: bigint, name: string, events: Parameters<typeof streamMembership>[1]): Link[] {
    const { dealIds, streams } = streamMembership(name, events);
    return [
      ...dealIds.map((target) => ({ key, kind: 'deal' as const, target })),
      ...streams.map((target) => ({ key, kind: 'stream' as const, target })),
    ];
  }

  private async stored(client: PoolClient, streams: readonly TouchedStream[]): Promise<Map<bigint, Set<string>>> {
    const older = streams.filter(({ isNew }) => !isNew).map(({ key }) => key);
    const links = new Map<bigint, Set<string>>();
    if (older.length === 0) return links;
    const { rows } = await client.query<{ key: string; kind: Link['kind']; target: string }>(
      `select stream_key::text as key, kind, target from ${quoted(this.tables)}.stream_link
       where stream_key = any($1::bigint[])`,
      [older],
    );
    for (const row of rows) {
      const key = BigInt(row.key);
      const known = links.get(key);
      if (known === undefined) links.set(key, new Set([spelt(row)]));
      else known.add(spelt(row));
    }
    return links;
  }

  private async replace(client: PoolClient, moved: readonly bigint[], links: readonly Link[]): Promise<void> {
    if (moved.length === 0) return;
    const s = quoted(this.tables);
    await client.query(`delete from ${s}.stream_link where stream_key = any($1::bigint[])`, [moved]);
    await client.query(
      `insert into ${s}.stream_link (stream_key, kind, target)
       select * from unnest($1::bigint[], $2::text[], $3::text[])`,
      [links.map(({ key }) => key), links.map(({ kind }) => kind), links.map(({ target }) => target)],
    );
  }
}
