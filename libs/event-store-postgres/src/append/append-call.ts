import { type AppendOutcome, type ExpectedVersion, type Position } from '@gemba/event-sourcing';
import { type PendingWrite } from './pending-write';

export const APPEND = {
  name: 'gemba-append',
  text: `select first_position, fates::text, current_versions::text
from record.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
  rowMode: 'array',
  types: { getTypeParser: () => (text: string) => text },
} as const;

/** What `record.append` answers. See its comment for the fates. */
export type AppendRow = readonly [firstPosition: string | null, fates: string, currentVersions: string];

const ALREADY_THERE = -1;
const ID_REUSED = -2;

// Array literals are joined by hand: the driver looks at every character of every element to do the same.
const literal = (items: readonly (number | string)[]): string => `{${items.join(',')}}`;
const quoted = (text: string): string => `"${/["\\]/.test(text) ? text.replace(/["\\]/g, '\\$&') : text}"`;
const numbersIn = (text: string): number[] => text.slice(1, -1).split(',').map(Number);

const expectedNumber = (expected: ExpectedVersion): number => {
  if (expected === 'any') return -2;
  return expected === 'none' ? -1 : expected;
};

/** Numbers streams from 1, in the order in which they are first named. */
const numberStreams = (writes: readonly PendingWrite[]): { names: string[]; ofWrites: number[] } => {
  const numbers = new Map<string, number>();
  const ofWrites = writes.map(({ stream }) => {
    let number = numbers.get(stream);
    if (number === undefined) numbers.set(stream, (number = numbers.size + 1));
    return number;
  });
  return { names: [...numbers.keys()], ofWrites };
};

/** For each event: the number of its write, and its place among the call's events of its stream. */
const placesOf = (
  writes: readonly PendingWrite[],
  streams: { names: string[]; ofWrites: number[] },
): { eventWrites: number[]; ranks: number[] } => {
  const taken = new Array<number>(streams.names.length + 1).fill(0);
  const eventWrites: number[] = [];
  const ranks: number[] = [];
  for (const [index, { events }] of writes.entries()) {
    const stream = streams.ofWrites[index]!;
    for (let event = 0; event < events.length; event++) {
      eventWrites.push(index + 1);
      ranks.push(++taken[stream]!);
    }
  }
  return { eventWrites, ranks };
};

const outcomeOf = (
  write: PendingWrite,
  fates: readonly number[],
  currentVersion: number,
  lastPosition: Position,
): AppendOutcome => {
  const reused = fates.indexOf(ID_REUSED);
  if (reused >= 0) return { status: 'id-reused', eventId: write.events[reused]!.event.eventId };
  const versions = fates.filter((fate) => fate >= 0);
  if (versions.length > 0) {
    return { status: 'appended', firstVersion: versions[0]!, lastVersion: versions.at(-1)!, position: lastPosition };
  }
  const isDuplicate = fates.every((fate) => fate === ALREADY_THERE);
  return isDuplicate ? { status: 'duplicate' } : { status: 'conflict', currentVersion };
};

/** One call of `record.append`: what is sent, and what its answer means for each write. */
export class AppendCall {
  readonly #writes: readonly PendingWrite[];
  readonly #streams: { names: string[]; ofWrites: number[] };

  constructor(writes: readonly PendingWrite[]) {
    this.#writes = writes;
    this.#streams = numberStreams(writes);
  }

  /** One array a column, JSON texts one a line (JSON spells a line feed as an escape). */
  parameters(): (string | Buffer)[] {
    const writes = this.#writes;
    const { eventWrites, ranks } = placesOf(writes, this.#streams);
    const encoded = writes.length === 1 ? writes[0]!.events : writes.flatMap(({ events }) => events);
    return [
      literal(this.#streams.names.map(quoted)),
      literal(this.#streams.ofWrites),
      literal(writes.map(({ expected }) => expectedNumber(expected))),
      literal(eventWrites),
      literal(ranks),
      literal(encoded.map(({ event }) => event.eventId)),
      Buffer.from(encoded.map(({ event }) => event.digest).join(''), 'hex'),
      literal(encoded.map(({ event }) => quoted(event.type))),
      encoded.map(({ metadata }) => metadata).join('\n'),
      encoded.map(({ data }) => data).join('\n'),
    ];
  }

  /** In the order of the writes. Positions are dense in the order of the events that were recorded. */
  outcomes([firstPosition, fatesText, currentVersionsText]: AppendRow): AppendOutcome[] {
    const fates = numbersIn(fatesText);
    const currentVersions = numbersIn(currentVersionsText);
    let lastPosition = firstPosition === null ? 0n : BigInt(firstPosition) - 1n;
    let taken = 0;
    return this.#writes.map((write, index) => {
      const own = fates.slice(taken, (taken += write.events.length));
      lastPosition += BigInt(own.reduce((count, fate) => count + (fate >= 0 ? 1 : 0), 0));
      return outcomeOf(write, own, currentVersions[this.#streams.ofWrites[index]! - 1]!, lastPosition);
    });
  }
}
