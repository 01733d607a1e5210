import { type HistoryEvent } from '@gemba/read-models';
import { type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';
import { type TouchedStream } from './touched-streams';

/** All events of these streams, those of earlier pages read back. The page at hand must be in the history already. */
export const wholeHistories = async (
  client: PoolClient,
  tables: string,
  streams: readonly TouchedStream[],
): Promise<ReadonlyMap<string, readonly HistoryEvent[]>> => {
  const histories = new Map<string, HistoryEvent[]>();
  for (const { name, isNew, events } of streams) histories.set(name, isNew ? [...events] : []);
  const older = streams.filter(({ isNew }) => !isNew);
  if (older.length === 0) return histories;
  const { rows } = await client.query<HistoryEvent>(
    `select s.name as stream, h.event_id as "eventId", h.type, h.data, h.metadata
     from ${quoted(tables)}.stream s join ${quoted(tables)}.history h on h.stream_key = s.stream_key
     where s.stream_key = any($1::bigint[])`,
    [older.map(({ key }) => key)],
  );
  for (const event of rows) histories.get(event.stream)!.push(event);
  return histories;
};
