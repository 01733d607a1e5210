import { type Position } from '@gemba/event-sourcing';

/*
 * The server reads from where a record of its log begins, and from nowhere else. So a position of ours says two things:
 * which record (its commit position, doubled), and whether one stands behind it (odd: the event at a position was seen)
 * or before it (even). The number below an event's position is thus the place before that event, and START the place
 * before everything.
 */

/** Position of the event whose record begins at this commit position. */
export const positionOf = (commit: bigint): Position => commit * 2n + 1n;

/** Where the server is to read from, inclusively, and whether the event there is left out. */
export interface Place {
  readonly commit: bigint;
  readonly isSeen: boolean;
}

export const placeOf = (position: Position): Place => ({ commit: position >> 1n, isSeen: (position & 1n) === 1n });
