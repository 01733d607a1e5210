import { type TestServer } from '@gemba/test-support';
import { type Pool } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import Cursor from 'pg-cursor';
import { LIVE_SCHEMAS } from '../../../apps/projector/src/database/schema-names';
import { Projection } from '../../../apps/projector/src/projection';
import { rebuildTables } from '../../../apps/projector/src/rebuild/rebuild-tables';
import { SHIPPED } from '../../../apps/projector/src/schema/read-model-catalogue';
import { createBenchBed, recordEvents, secondsOf } from './bench-bed';
import { type DealEvent } from './deal-events';

export interface RebuildFigures {
  readonly events: number;
  /** From an empty schema: record → history, membership and every table. */
  readonly fromRecordEventsPerSecond: number;
  /** Every deal-level table anew from the history, merged by difference. */
  readonly fromHistoryEventsPerSecond: number;
  /** The record read with pg-cursor, the rows that came out of it written with COPY. */
  readonly rawEventsPerSecond: number;
  readonly fromRecordToRaw: number;
  readonly fromHistoryToRaw: number;
}

const AS_OF = '2026-06-01T00:00:00.000000Z';
const TABLES = ['stream', 'history', 'stream_deal', 'deal_root', ...SHIPPED.dealReadModels.map(({ name }) => name)];

const readByCursor = async (pool: Pool): Promise<number> => {
  const client = await pool.connect();
  try {
    const cursor = client.query(
      new Cursor<object>(
        `select e.position::text, s.name, e.version, e.event_id, e.type, e.recorded_at, e.metadata, e.data
         from record.events e join record.streams s using (stream_id) order by e.position`,
      ),
    );
    let events = 0;
    for (let rows = await cursor.read(2_000); rows.length > 0; rows = await cursor.read(2_000)) events += rows.length;
    return events;
  } finally {
    client.release();
  }
};

/** Copies each table out, then measures only copying the same text into a table of the same shape. */
const copySeconds = async (pool: Pool): Promise<number> => {
  const client = await pool.connect();
  try {
    let seconds = 0;
    await client.query('drop schema if exists bench_copy cascade; create schema bench_copy');
    for (const table of TABLES) {
      const chunks: Buffer[] = [];
      for await (const chunk of client.query(copyTo(`copy projection.${table} to stdout`)))
        chunks.push(chunk as Buffer);
      await client.query(`create table bench_copy.${table} (like projection.${table} including all)`);
      seconds += await secondsOf(
        () =>
          new Promise<void>((resolve, reject) => {
            const stream = client.query(copyFrom(`copy bench_copy.${table} from stdin`));
            stream.on('finish', resolve).on('error', reject);
            for (const chunk of chunks) stream.write(chunk);
            stream.end();
          }),
      );
    }
    await client.query('drop schema bench_copy cascade');
    return seconds;
  } finally {
    client.release();
  }
};

/** How fast tables come out of the record, beside merely reading it and writing the same rows. */
export const rebuildFigures = async (server: TestServer, events: readonly DealEvent[]): Promise<RebuildFigures> => {
  const bed = await createBenchBed(server);
  try {
    await recordEvents(bed.store, events);
    const projection = new Projection(bed.pool, LIVE_SCHEMAS, SHIPPED);
    await projection.prepare();
    const { position } = await bed.store.head();
    const fromRecord = await secondsOf(() => projection.catchUp(bed.store, position, AS_OF));
    const names = SHIPPED.dealReadModels.map(({ name }) => name);
    const fromHistory = await secondsOf(() => rebuildTables(projection, names, AS_OF));
    const raw = (await secondsOf(() => readByCursor(bed.pool))) + (await copySeconds(bed.pool));
    return {
      events: events.length,
      fromRecordEventsPerSecond: Math.round(events.length / fromRecord),
      fromHistoryEventsPerSecond: Math.round(events.length / fromHistory),
      rawEventsPerSecond: Math.round(events.length / raw),
      fromRecordToRaw: Number((raw / fromRecord).toFixed(2)),
      fromHistoryToRaw: Number((raw / fromHistory).toFixed(2)),
    };
  } finally {
    await bed.drop();
  }
};
