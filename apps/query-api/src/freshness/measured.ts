import { type Position, type ReaderPosition, unreadEvents } from '@gemba/event-sourcing';
import { type TableFreshness } from './freshness.dto';

/** How fresh the projector says that a table is, which knows only what it has read. */
export interface StatedFreshness extends TableFreshness {
  /** Seconds since the event at the table's position was recorded. */
  readonly ageSeconds: number;
}

/**
 * How fresh tables are, held against the end of the record. A projector that stands still calls its tables fresh for
 * ever; and where the record does not answer, nobody can say that everything is in them.
 */
export const measured = (
  tables: readonly StatedFreshness[],
  fed: ReaderPosition,
  head: Position | null,
): TableFreshness[] =>
  tables.map(({ ageSeconds, ...table }) => {
    const isBehind = head === null || table.position < Number(head);
    const unread = head === null ? 0 : unreadEvents(head, fed);
    return {
      ...table,
      state: table.state === 'fresh' && isBehind ? 'stale' : table.state,
      lagEvents: isBehind ? table.lagEvents + unread : 0,
      lagSeconds: isBehind ? Math.max(table.lagSeconds, ageSeconds) : 0,
    };
  });
