import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTestDatabase } from '@gemba/test-support';
import { Client } from 'pg';

interface SqlFolder {
  readonly name: string;
  readonly folder: string;
}

/** A database in which the shipped SQL of tables and views stands in schemas called `tables` and `views`. */
export interface SqlBed {
  readonly client: Client;
  /** Runs the SQL of every table, then that of every view. */
  create(folders: readonly SqlFolder[]): Promise<void>;
  fill(table: string, rows: readonly object[]): Promise<void>;
  drop(): Promise<void>;
}

export const createSqlBed = async (): Promise<SqlBed> => {
  const database = await createTestDatabase();
  const client = new Client({ connectionString: database.adminUrl });
  await client.connect();
  await client.query("create schema tables; create schema views; set timezone = 'UTC'");
  const run = async ({ name, folder }: SqlFolder, kind: 'table' | 'view'): Promise<void> => {
    const file = join(folder, `${name.replaceAll('_', '-')}.${kind}.sql`);
    if (existsSync(file)) await client.query(readFileSync(file, 'utf8').replace(/(?<!:):(tables|views)\b/g, '$1'));
  };
  return {
    client,
    create: async (folders) => {
      for (const folder of folders) await run(folder, 'table');
      for (const folder of folders) await run(folder, 'view');
    },
    fill: async (table, rows) => {
      await client.query(
        `insert into tables.${table} select * from json_populate_recordset(null::tables.${table}, $1)`,
        [JSON.stringify(rows)],
      );
    },
    drop: async () => {
      await client.end();
      await database.drop();
    },
  };
};
