import { type AppendOutcome, type EncodedEvent, type ExpectedVersion } from '@gemba/event-sourcing';
import { type PendingWrite } from './pending-write';
import { type StreamTail } from './stream-tails';

/** A write that something must be appended for. */
export interface Share {
  readonly write: PendingWrite;
  readonly missing: readonly EncodedEvent[];
}

export interface Judgement {
  /** Writes that need no append, and why. */
  readonly settled: readonly (readonly [PendingWrite, AppendOutcome])[];
  /** The others, in their order. */
  readonly shares: readonly Share[];
}

const holds = (expected: ExpectedVersion, version: number): boolean => {
  if (expected === 'any') return true;
  return version === (expected === 'none' ? -1 : expected);
};

/**
 * Judges writes to one stream against what is known of it, one after the other, in the port's order: id-reused,
 * duplicate, conflict. A write that expects a version must be the only one.
 */
export const judge = (writes: readonly PendingWrite[], tail: StreamTail): Judgement => {
  const settled: [PendingWrite, AppendOutcome][] = [];
  const shares: Share[] = [];
  const promised = new Map<string, string>();
  const digestOf = (id: string): string | undefined => tail.digests.get(id) ?? promised.get(id);
  for (const write of writes) {
    const reused = write.events.find(({ event }) => (digestOf(event.eventId) ?? event.digest) !== event.digest);
    const missing = write.events.filter(({ event }) => digestOf(event.eventId) === undefined);
    if (reused !== undefined) settled.push([write, { status: 'id-reused', eventId: reused.event.eventId }]);
    else if (missing.length === 0) settled.push([write, { status: 'duplicate' }]);
    else if (!holds(write.expected, tail.version))
      settled.push([write, { status: 'conflict', currentVersion: tail.version }]);
    else {
      for (const { event } of missing) promised.set(event.eventId, event.digest);
      shares.push({ write, missing });
    }
  }
  return { settled, shares };
};
