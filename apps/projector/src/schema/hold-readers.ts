import { type PoolClient } from 'pg';

/**
 * A reader that waits for a second looks for a deadlock, and ends itself where it finds one. So we never hold some of the
 * locks and wait for others as long as that.
 */
const ATTEMPT_MS = 500;
const PAUSE_MS = 100;

/** Took too long; somebody else's lock; we were chosen to give way. */
const GIVE_WAY: ReadonlySet<string | undefined> = new Set(['57014', '55P03', '40P01']);

/** `alter view` locks the view alone, where `lock table` would lock all that it reads. */
const lockAll = (views: readonly string[], tables: readonly string[]): string => `do $locks$ begin
  ${views.map((view) => `alter view ${view} owner to current_user;`).join('\n  ')}
  ${tables.map((table) => `lock table ${table} in access exclusive mode;`).join('\n  ')}
end $locks$`;

/**
 * Keeps readers off these views and tables until the end of the transaction: takes all their locks at once, or none, as
 * often as it needs. Whoever locks them one by one meets readers that hold one and wait for another, and PostgreSQL ends
 * either the rebuild or somebody's question. Names are quoted.
 */
export const holdReadersOff = async (
  client: PoolClient,
  views: readonly string[],
  tables: readonly string[] = [],
): Promise<void> => {
  if (views.length + tables.length === 0) return;
  const { rows } = await client.query<{ statement_timeout: string }>('show statement_timeout');
  for (;;) {
    await client.query(`savepoint all_locks; set local statement_timeout = ${ATTEMPT_MS}`);
    try {
      await client.query(lockAll(views, tables));
      await client.query(`select set_config('statement_timeout', $1, true)`, [rows[0]!.statement_timeout]);
      await client.query('release savepoint all_locks');
      return;
    } catch (error) {
      if (!GIVE_WAY.has((error as { code?: string }).code)) throw error;
      await client.query('rollback to savepoint all_locks; release savepoint all_locks');
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
};
