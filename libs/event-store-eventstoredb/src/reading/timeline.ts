import { type Connection } from '../server/connection';
import { type RecordNames } from '../record-names';
import { appendRequests, readStreamEndRequest } from '../server/requests';
import { type ServerEvent, serverEventsIn } from '../server/server-event';
import { readServerStream } from '../server/stream-reading';
import { randomUUID } from 'node:crypto';
import { type TimesUpTo } from './recorded-times';

/** What was known of the record's times at one of its events, kept in a stream beside the record. */
export interface Milestone extends TimesUpTo {
  /** Counts milestones from 0. */
  readonly number: number;
}

const MILESTONE = 'TimeMarked';

const encode = ({ commit, micros, falls }: TimesUpTo): string =>
  JSON.stringify({
    commit: String(commit),
    micros,
    falls: falls.map((fall) => [String(fall.from), String(fall.to), fall.micros]),
  });

interface Encoded {
  readonly commit: string;
  readonly micros: number;
  readonly falls: readonly (readonly [from: string, to: string, micros: number])[];
}

const decode = ({ version, data }: ServerEvent): Milestone => {
  const { commit, micros, falls } = JSON.parse(Buffer.from(data).toString('utf8')) as Encoded;
  return {
    number: version,
    commit: BigInt(commit),
    micros,
    falls: falls.map(([from, to, at]) => ({ from: BigInt(from), to: BigInt(to), micros: at })),
  };
};

/**
 * Milestones along the record, each later than the one before. They are numbered without gaps, so the one before a
 * time is found by halving, and whoever starts somewhere need not look at all that was before. Nothing is lost where
 * they are missing: they say only what the events themselves say.
 */
export class Timeline {
  readonly #connection: Connection;
  readonly #stream: string;

  constructor(connection: Connection, { timeline }: RecordNames) {
    this.#connection = connection;
    this.#stream = timeline;
  }

  async last(): Promise<Milestone | null> {
    const [event] = serverEventsIn(await this.#connection.read(readStreamEndRequest(this.#stream)));
    return event === undefined ? null : decode(event);
  }

  /** The last milestone at which no event was later than a time. */
  async lastNotAfter(micros: number): Promise<Milestone | null> {
    const last = await this.last();
    if (last === null || last.micros <= micros) return last;
    let found: Milestone | null = null;
    let [low, high] = [0, last.number];
    while (low < high) {
      const middle = (low + high) >> 1;
      const milestone = await this.#at(middle);
      if (milestone.micros <= micros) [found, low] = [milestone, middle + 1];
      else high = middle;
    }
    return found;
  }

  /** Sets the milestone behind `number` (-1: the first); says whether somebody else has set it already. */
  async set(number: number, times: TimesUpTo): Promise<boolean> {
    const event = { attemptId: randomUUID(), type: MILESTONE, data: encode(times), metadata: '{}' };
    const answer = await this.#connection.append(appendRequests(this.#stream, number, [event]));
    return answer.getSuccess() !== undefined;
  }

  async #at(number: number): Promise<Milestone> {
    const [event] = await readServerStream(this.#connection, this.#stream, number, 1);
    return decode(event!);
  }
}
