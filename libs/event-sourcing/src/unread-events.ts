import { type Position } from './event';

/** How far a reader of a record has come. */
export interface ReaderPosition {
  readonly position: Position;
  /** How many events stand at or below that position. */
  readonly events: number;
}

/**
 * How many events a reader has not read yet, of a record that ends at `head`: exact where positions have no gaps, else
 * as many as there would be if events stood as close to each other as those that it has read.
 *
 * `unreadEvents(110n, { position: 100n, events: 100 })` → 10; `unreadEvents(2_000n, { position: 1_000n, events: 5 })` → 5.
 */
export const unreadEvents = (head: Position, { position, events }: ReaderPosition): number => {
  if (head <= position) return 0;
  const eventsAPosition = events === 0 ? 1 : events / Number(position);
  return Math.max(1, Math.round(Number(head - position) * eventsAPosition));
};
