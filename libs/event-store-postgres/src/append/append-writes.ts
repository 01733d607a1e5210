import { type AppendOutcome } from '@gemba/event-sourcing';
import { type Pool } from 'pg';
import { codeOf, isContentAtFault } from '../driver-errors';
import { APPEND, AppendCall, type AppendRow } from './append-call';
import { type PendingWrite } from './pending-write';

/** A server that vanished without a word is noticed by nobody else: the network would be trusted for a quarter of an hour. */
const callOnce = async (pool: Pool, writes: readonly PendingWrite[], limitMs: number): Promise<AppendOutcome[]> => {
  const call = new AppendCall(writes);
  const limited = { ...APPEND, values: call.parameters(), query_timeout: limitMs };
  const { rows } = await pool.query<AppendRow & unknown[]>(limited);
  return call.outcomes(rows[0]!);
};

/** What no check of ours foresaw: the database will not hold this one write. */
const refused = (write: PendingWrite, error: unknown): AppendOutcome => ({
  status: 'unstorable',
  eventId: write.events[0]!.event.eventId,
  reason: `the record cannot hold it (database code ${codeOf(error)})`,
});

/**
 * Appends the writes in one call, whose outcome is unknown after so many milliseconds. When the database finds fault with the content of one, the group is halved until
 * the culprit stands alone: its neighbours are recorded.
 */
export const appendWrites = async (
  pool: Pool,
  writes: readonly PendingWrite[],
  limitMs: number,
): Promise<AppendOutcome[]> => {
  try {
    return await callOnce(pool, writes, limitMs);
  } catch (error) {
    if (!isContentAtFault(error)) throw error;
    if (writes.length === 1) return [refused(writes[0]!, error)];
    const half = writes.length >> 1;
    const first = await appendWrites(pool, writes.slice(0, half), limitMs);
    return [...first, ...(await appendWrites(pool, writes.slice(half), limitMs))];
  }
};
