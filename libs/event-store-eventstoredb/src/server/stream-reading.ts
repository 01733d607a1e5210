import { type Connection } from './connection';
import { readStreamRequest } from './requests';
import { type ServerEvent, serverEventsIn } from './server-event';

const CALL_EVENTS_MAX = 4_000;

/** The events of a stream from a version on, in calls of a bounded size; empty for a stream that does not exist. */
export const readServerStream = async (
  connection: Connection,
  streamOnServer: string,
  fromVersion: number,
  limit = Infinity,
): Promise<ServerEvent[]> => {
  const events: ServerEvent[] = [];
  while (events.length < limit) {
    const count = Math.min(CALL_EVENTS_MAX, limit - events.length);
    const read = serverEventsIn(
      await connection.read(readStreamRequest(streamOnServer, fromVersion + events.length, count)),
    );
    events.push(...read);
    if (read.length < count) break;
  }
  return events;
};
