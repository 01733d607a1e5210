import { type Pool } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import Cursor from 'pg-cursor';
import { quoted } from '../../../apps/projector/src/database/schema-names';
import { type CpuClock, type Spent } from '../cpu-clock';

const ROWS_AT_ONCE = 2_000;

/** Reads the whole record through the driver's cursor and its own parsers. */
export const readByCursor = async (pool: Pool): Promise<number> => {
  const client = await pool.connect();
  try {
    const cursor = client.query(
      new Cursor<object>(
        `select e.position::text, s.name, e.version, e.event_id, e.type, e.recorded_at, e.metadata, e.data
         from record.events e join record.streams s using (stream_id) order by e.position`,
      ),
    );
    let events = 0;
    for (let rows = await cursor.read(ROWS_AT_ONCE); rows.length > 0; rows = await cursor.read(ROWS_AT_ONCE))
      events += rows.length;
    return events;
  } finally {
    client.release();
  }
};

/** Copies a table out, then measures only copying the same text into an empty table of the same shape. */
export const copyBack = async (pool: Pool, schema: string, table: string, clock: CpuClock): Promise<Spent> => {
  const client = await pool.connect();
  try {
    const from = `${quoted(schema)}.${quoted(table)}`;
    const chunks: Buffer[] = [];
    for await (const chunk of client.query(copyTo(`copy ${from} to stdout`))) chunks.push(chunk as Buffer);
    await client.query('create schema bench_copy');
    await client.query(`create table bench_copy.${quoted(table)} (like ${from} including all)`);
    const spent = await clock.measure(
      () =>
        new Promise<void>((resolve, reject) => {
          const stream = client.query(copyFrom(`copy bench_copy.${quoted(table)} from stdin`));
          stream.on('finish', resolve).on('error', reject);
          for (const chunk of chunks) stream.write(chunk);
          stream.end();
        }),
    );
    await client.query('drop schema bench_copy cascade');
    return spent;
  } finally {
    client.release();
  }
};
