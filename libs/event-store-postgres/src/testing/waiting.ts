import { setTimeout as pause } from 'node:timers/promises';
import { type Pool } from 'pg';

const WAITING = `select count(*)::int as count from pg_stat_activity
where datname = current_database() and wait_event_type = 'Lock' and wait_event = any($1)`;

/** Looks until so many sessions of this database wait: for a row (`transactionid`), for the position (`advisory`). */
export const untilWaiting = async (admin: Pool, count: number, ...events: string[]): Promise<void> => {
  for (;;) {
    const { rows } = await admin.query<{ count: number }>(WAITING, [events]);
    if (rows[0]!.count >= count) return;
    await pause(5);
  }
};
