import { type ClusterBed } from './cluster-bed';
import { type BusMessage } from './published-events';

/** For each stream its events by the source's ids, in the order in which they were first published. */
export const orderPublished = (messages: readonly BusMessage[]): Map<string, string[]> => {
  const streams = new Map<string, Set<string>>();
  for (const { value } of messages) {
    const { subject, id } = JSON.parse(value) as { subject: string; id: string };
    const ids = streams.get(subject) ?? new Set();
    streams.set(subject, ids.add(id));
  }
  return new Map([...streams].map(([stream, ids]) => [stream, [...ids]]));
};

/** The same as the record holds it. */
export const orderRecorded = async (bed: ClusterBed): Promise<Map<string, string[]>> => {
  const rows = await bed.query<{ name: string; ids: string[] }>(
    `select s.name, array_agg(e.metadata ->> 'sourceEventId' order by e.version) as ids
     from record.events e join record.streams s using (stream_id) group by s.name`,
  );
  return new Map(rows.map(({ name, ids }) => [name, ids]));
};
