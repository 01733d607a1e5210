import { randomUUID } from 'node:crypto';
import { type Connection } from '../server/connection';
import { appendRequests } from '../server/requests';
import { readServerStream } from '../server/stream-reading';
import { type RecordNames } from '../record-names';

const MADE = 'RecordMade';

/** The id of the record, which stands in a stream of its own. Whoever comes first makes it. */
export class Incarnation {
  readonly #connection: Connection;
  readonly #stream: string;
  #known: Promise<string> | undefined;

  constructor(connection: Connection, { incarnation }: RecordNames) {
    this.#connection = connection;
    this.#stream = incarnation;
  }

  id(): Promise<string> {
    if (this.#known === undefined) {
      const asked = (this.#known = this.#readOrMake());
      asked.catch(() => {
        if (this.#known === asked) this.#known = undefined;
      });
    }
    return this.#known;
  }

  /** The server may have been exchanged: the id is read again when it is asked for. */
  forget(): void {
    this.#known = undefined;
  }

  async #readOrMake(): Promise<string> {
    for (;;) {
      const [made] = await readServerStream(this.#connection, this.#stream, 0, 1);
      if (made !== undefined) return (JSON.parse(Buffer.from(made.data).toString('utf8')) as { id: string }).id;
      const id = randomUUID();
      const event = { attemptId: randomUUID(), type: MADE, data: JSON.stringify({ id }), metadata: '{}' };
      const answer = await this.#connection.append(appendRequests(this.#stream, -1, [event]));
      if (answer.getSuccess() !== undefined) return id;
    }
  }
}
