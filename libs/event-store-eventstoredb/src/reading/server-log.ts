import { type Position } from '@gemba/event-sourcing';
import { placeOf } from '../positions';
import { type RecordNames } from '../record-names';
import { type Connection } from '../server/connection';
import { readAllRequest, readLastRequest } from '../server/requests';
import { type ServerEvent, serverEventsIn } from '../server/server-event';

const CALL_EVENTS_MAX = 4_000;

/** The server's log, as far as it is ours: its own events and those of others are left out by the server. */
export class ServerLog {
  readonly #connection: Connection;
  readonly #prefix: string;

  constructor(connection: Connection, { prefix }: RecordNames) {
    this.#connection = connection;
    this.#prefix = prefix;
  }

  /** The next events after a position, in order, at most `limit`. */
  async after(position: Position, limit: number): Promise<ServerEvent[]> {
    const events: ServerEvent[] = [];
    let { commit, isSeen } = placeOf(position);
    while (events.length < limit) {
      const wanted = Math.min(CALL_EVENTS_MAX, limit - events.length);
      // The event at the place comes first; where it was seen, it is asked for to be left out.
      const count = isSeen ? wanted + 1 : wanted;
      const read = serverEventsIn(await this.#connection.read(readAllRequest(this.#prefix, commit, count)));
      const seen = commit;
      events.push(...(isSeen ? read.filter((event) => event.commit > seen) : read).slice(0, wanted));
      if (read.length < count) break;
      [commit, isSeen] = [events.at(-1)!.commit, true];
    }
    return events;
  }

  /** The event that begins exactly there; null where none of ours does. Throws the driver's error for no place at all. */
  async at(commit: bigint): Promise<ServerEvent | null> {
    const [event] = serverEventsIn(await this.#connection.read(readAllRequest(this.#prefix, commit, 1)));
    return event?.commit === commit ? event : null;
  }

  async last(): Promise<ServerEvent | null> {
    return serverEventsIn(await this.#connection.read(readLastRequest(this.#prefix)))[0] ?? null;
  }
}
