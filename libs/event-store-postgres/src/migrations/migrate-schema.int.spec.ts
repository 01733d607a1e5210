import { createTestDatabase, type TestDatabase } from '@gemba/test-support';
import { Pool } from 'pg';
import { migrateSchema, type SchemaMigrations } from './migrate-schema';

const SQL: Readonly<Record<string, string>> = {
  '0001-notes': 'create table notes.note (text text)',
  '0002-days': 'alter table notes.note add day date',
  '0003-broken': 'create table notes.other (text text); alter table notes.nothing add day date',
};

describe('the migration of a schema', () => {
  let database: TestDatabase;
  let pool: Pool;
  beforeEach(async () => {
    database = await createTestDatabase();
    pool = new Pool({ connectionString: database.adminUrl, max: 2 });
    await pool.query('create schema notes');
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  const to = (...names: string[]): SchemaMigrations => ({ schema: 'notes', names, sqlOf: (name) => SQL[name]! });
  const columns = async (): Promise<string[]> => {
    const { rows } = await pool.query<{ table: string; column: string }>(
      `select table_name as table, column_name as column from information_schema.columns
       where table_schema = 'notes' and table_name not like 'migration%' order by 1, 2`,
    );
    return rows.map(({ table, column }) => `${table}.${column}`);
  };

  it('goes on where an earlier one ended, and changes nothing the second time', async () => {
    await migrateSchema(pool, to('0001-notes'));
    expect(await columns()).toEqual(['note.text']);
    await migrateSchema(pool, to('0001-notes', '0002-days'));
    await Promise.all([1, 2].map(() => migrateSchema(pool, to('0001-notes', '0002-days'))));
    expect(await columns()).toEqual(['note.day', 'note.text']);
  });

  it('refuses what a newer version has made, and says which version to start', async () => {
    await migrateSchema(pool, to('0001-notes', '0002-days'));
    await expect(migrateSchema(pool, to('0001-notes'))).rejects.toMatchObject({
      code: 'schema-is-newer',
      message:
        'The schema notes of the database was made by a newer version of Gemba, whose 0002-days this one does not know. ' +
        'Nothing was changed. Start that version, or a later one; to go back, restore a backup from before.',
    });
    expect(await columns()).toEqual(['note.day', 'note.text']);
  });

  it('that fails says at what and why, and has done nothing', async () => {
    await expect(migrateSchema(pool, to('0001-notes', '0002-days', '0003-broken'))).rejects.toMatchObject({
      code: 'migration-failed',
      message: expect.stringContaining(
        'at 0003-broken the database said: relation "notes.nothing" does not exist.',
      ) as string,
    });
    expect(await columns()).toEqual([]);
  });
});
