import { type HistoryEvent } from '@gemba/read-models';
import { type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';

type HistoryRow = [root: string, stream: string, eventId: string, type: string, data: object, metadata: object];

/** Reads what was recorded about deals: all events of all streams of all deals merged into them, in any order. */
export class DealHistories {
  constructor(private readonly tables: string) {}

  async read(client: PoolClient, rootIds: readonly string[]): Promise<Map<string, HistoryEvent[]>> {
    const s = quoted(this.tables);
    const { rows } = await client.query<HistoryRow>({
      name: `histories of ${this.tables}`,
      text: `select m.root_id, s.name, h.event_id, h.type, h.data, h.metadata
        from (
          select distinct r.root_id, d.stream_key
          from ${s}.deal_root r join ${s}.stream_deal d on d.deal_id = r.deal_id where r.root_id = any($1::text[])
        ) m
        join ${s}.stream s on s.stream_key = m.stream_key
        join ${s}.history h on h.stream_key = m.stream_key`,
      values: [rootIds],
      rowMode: 'array',
    });
    const histories = new Map<string, HistoryEvent[]>();
    for (const [rootId, stream, eventId, type, data, metadata] of rows) {
      const event = { stream, eventId, type, data, metadata } as HistoryEvent;
      const known = histories.get(rootId);
      if (known === undefined) histories.set(rootId, [event]);
      else known.push(event);
    }
    return histories;
  }
}
