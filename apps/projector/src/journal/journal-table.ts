import { type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';
import { type LastWord, type NewEntry } from './journal-entry';

/**
 * The entries, which are only ever added. Their ids count up without gaps in the order of commits: whoever reads on from
 * the last id it knows misses nothing.
 */
export class JournalTable {
  constructor(readonly tables: string) {}

  async lastWords(client: PoolClient, table: string, subjects: readonly string[]): Promise<LastWord[]> {
    const { rows } = await client.query<LastWord>({
      name: `last words of ${this.tables}`,
      text: `select distinct on (subject, conclusion_id) conclusion_id as "conclusionId", subject, kind, holds, conclusion
        from ${quoted(this.tables)}.journal where table_name = $1 and subject = any($2::text[])
        order by subject, conclusion_id, entry_id desc`,
      values: [table, subjects],
    });
    return rows;
  }

  /** Last of all in a transaction: until its end nobody else adds an entry. */
  async add(client: PoolClient, entries: readonly NewEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await client.query("select pg_advisory_xact_lock(hashtextextended('gemba journal of ' || $1, 0))", [this.tables]);
    const journal = `${quoted(this.tables)}.journal`;
    // A statement of its own, so that it sees the last id that was committed before the lock was ours.
    await client.query(
      `insert into ${journal}
         (entry_id, table_name, position, as_of, conclusion_id, subject, kind, holds, conclusion)
       select last.entry_id + no, table_name, position, as_of, conclusion_id, subject, kind, holds, conclusion
       from (select coalesce(max(entry_id), 0) as entry_id from ${journal}) as last,
         unnest($1::text[], $2::bigint[], $3::timestamptz[], $4::uuid[], $5::text[], $6::text[], $7::boolean[], $8::json[])
           with ordinality as entry (table_name, position, as_of, conclusion_id, subject, kind, holds, conclusion, no)
       order by no`,
      [
        entries.map(({ table }) => table),
        entries.map(({ position }) => position),
        entries.map(({ asOf }) => asOf),
        entries.map(({ conclusionId }) => conclusionId),
        entries.map(({ subject }) => subject),
        entries.map(({ kind }) => kind),
        entries.map(({ holds }) => holds),
        entries.map(({ conclusion }) => JSON.stringify(conclusion)),
      ],
    );
  }
}
