import { type RecordedEvent } from '@gemba/event-sourcing';
import { type PoolClient } from 'pg';
import { copyField } from '../database/copy-text';
import { copyRows } from '../database/copy-rows';
import { quoted } from '../database/schema-names';
import { type TouchedStream } from './touched-streams';

const historyLine = (key: bigint, event: RecordedEvent): string =>
  `${key}\t${event.position}\t${event.eventId}\t${copyField(event.type)}\t${event.metadata.occurredAt}\t` +
  `${event.recordedAt}\t${copyField(JSON.stringify(event.metadata))}\t${copyField(JSON.stringify(event.data))}\n`;

function* historyLines(touched: readonly TouchedStream[]): Generator<string> {
  for (const { key, events } of touched) for (const event of events) yield historyLine(key, event);
}

/** Puts a page into the history: new streams get their row, every event gets its row under its stream. */
export class HistoryWriter {
  constructor(private readonly tables: string) {}

  async write(client: PoolClient, touched: readonly TouchedStream[]): Promise<void> {
    const fresh = touched.filter(({ isNew }) => isNew);
    if (fresh.length > 0) {
      await client.query(
        `insert into ${quoted(this.tables)}.stream (stream_key, name, is_reference)
         select * from unnest($1::bigint[], $2::text[], $3::boolean[])`,
        [fresh.map(({ key }) => key), fresh.map(({ name }) => name), fresh.map(({ isReference }) => isReference)],
      );
    }
    const columns = 'stream_key, position, event_id, type, occurred_at, recorded_at, metadata, data';
    await copyRows(client, `${quoted(this.tables)}.history (${columns})`, historyLines(touched));
  }
}
