import { type HistoryEvent } from '@gemba/read-models';
import { type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';
import { type RecentHistories } from './recent-histories';

/** One stream of a deal. */
interface DealStream {
  readonly rootId: string;
  readonly key: string;
  readonly name: string;
}

type ToldEvent = [eventId: string, type: string, data: HistoryEvent['data'], metadata: HistoryEvent['metadata']];

/** Reads what was recorded about deals: all events of all streams of all deals merged into them, in any order. */
export class DealHistories {
  constructor(
    private readonly tables: string,
    /** Where the feed runs beside us: what it has just written. */
    private readonly recent?: RecentHistories,
  ) {}

  /** `fedBy`: who fed the last page, as read after the deals were taken. */
  async read(
    client: PoolClient,
    rootIds: readonly string[],
    fedBy: string | null = null,
  ): Promise<Map<string, HistoryEvent[]>> {
    const streams = await this.streamsOf(client, rootIds);
    const token = this.recent?.beginRead() ?? 0;
    const known = new Map<string, readonly HistoryEvent[]>();
    for (const { key, name } of streams) {
      const history = this.recent?.get(name, fedBy);
      if (history !== undefined) known.set(key, history);
    }
    const unknown = new Map(streams.filter(({ key }) => !known.has(key)).map(({ key, name }) => [key, name]));
    for (const [key, history] of await this.readStreams(client, unknown)) {
      known.set(key, history);
      this.recent?.offer(token, unknown.get(key)!, history);
    }
    return together(streams, known);
  }

  private async streamsOf(client: PoolClient, rootIds: readonly string[]): Promise<DealStream[]> {
    const s = quoted(this.tables);
    const { rows } = await client.query<DealStream>({
      name: `streams of deals in ${this.tables}`,
      text: `select m.root_id as "rootId", m.stream_key::text as key, s.name
        from (
          select distinct r.root_id, d.stream_key
          from ${s}.deal_root r join ${s}.stream_deal d on d.deal_id = r.deal_id where r.root_id = any($1::text[])
        ) m
        join ${s}.stream s on s.stream_key = m.stream_key`,
      values: [rootIds],
    });
    return rows;
  }

  private async readStreams(
    client: PoolClient,
    streams: ReadonlyMap<string, string>,
  ): Promise<Map<string, HistoryEvent[]>> {
    const histories = new Map<string, HistoryEvent[]>();
    if (streams.size === 0) return histories;
    // One text for each stream: taking rows and members apart costs more than reading what stands in them.
    const { rows } = await client.query<[key: string, told: string]>({
      name: `histories of ${this.tables}`,
      text: `select stream_key::text, '[' || string_agg(
          '["' || event_id || '",' || to_json(type)::text || ',' || data::text || ',' || metadata::text || ']', ','
        ) || ']'
        from ${quoted(this.tables)}.history where stream_key = any($1::bigint[]) group by stream_key`,
      values: [[...streams.keys()]],
      rowMode: 'array',
    });
    for (const [key, told] of rows) {
      const stream = streams.get(key)!;
      const events = (JSON.parse(told) as ToldEvent[]).map(([eventId, type, data, metadata]): HistoryEvent => ({
        stream,
        eventId,
        type,
        data,
        metadata,
      }));
      histories.set(key, events);
    }
    return histories;
  }
}

const together = (
  streams: readonly DealStream[],
  histories: ReadonlyMap<string, readonly HistoryEvent[]>,
): Map<string, HistoryEvent[]> => {
  const deals = new Map<string, HistoryEvent[]>();
  for (const { rootId, key } of streams) {
    const events = histories.get(key) ?? [];
    const known = deals.get(rootId);
    if (known === undefined) deals.set(rootId, [...events]);
    else known.push(...events);
  }
  return deals;
};
