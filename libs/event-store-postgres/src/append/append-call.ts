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

/** Streams in the order of their names: the function is fastest when it finds them sorted. */
const numberStreams = (writes: readonly PendingWrite[]): Map<string, number> => {
  const names = [...new Set(writes.map(({ stream }) => stream))].sort();
  return new Map(names.map((name, index) => [name, index + 1]));
};

/** The call's parameters: one array a column, JSON texts one a line (JSON spells a line feed as an escape). */
export const appendParameters = (writes: readonly PendingWrite[]): (string | Buffer)[] => {
  const streams = numberStreams(writes);
  const ranks = new Map<string, number>();
  const eventWrites: number[] = [];
  const eventRanks: number[] = [];
  for (const [index, { stream, events }] of writes.entries()) {
    const before = ranks.get(stream) ?? 0;
    for (let rank = 1; rank <= events.length; rank++) {
      eventWrites.push(index + 1);
      eventRanks.push(before + rank);
    }
    ranks.set(stream, before + events.length);
  }
  const encoded = writes.length === 1 ? writes[0]!.events : writes.flatMap(({ events }) => events);
  return [
    literal([...streams.keys()].map(quoted)),
    literal(writes.map(({ stream }) => streams.get(stream)!)),
    literal(writes.map(({ expected }) => expectedNumber(expected))),
    literal(eventWrites),
    literal(eventRanks),
    literal(encoded.map(({ event }) => event.eventId)),
    Buffer.from(encoded.map(({ event }) => event.digest).join(''), 'hex'),
    literal(encoded.map(({ event }) => quoted(event.type))),
    encoded.map(({ metadata }) => metadata).join('\n'),
    encoded.map(({ data }) => data).join('\n'),
  ];
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

/** The writes' outcomes, in their order. Positions are dense in the order of the events that were recorded. */
export const outcomesOf = (
  writes: readonly PendingWrite[],
  [firstPosition, fatesText, currentVersionsText]: AppendRow,
): AppendOutcome[] => {
  const fates = numbersIn(fatesText);
  const currentVersions = numbersIn(currentVersionsText);
  const streams = numberStreams(writes);
  let lastPosition = firstPosition === null ? 0n : BigInt(firstPosition) - 1n;
  let taken = 0;
  return writes.map((write) => {
    const own = fates.slice(taken, (taken += write.events.length));
    lastPosition += BigInt(own.reduce((count, fate) => count + (fate >= 0 ? 1 : 0), 0));
    return outcomeOf(write, own, currentVersions[streams.get(write.stream)! - 1]!, lastPosition);
  });
};
