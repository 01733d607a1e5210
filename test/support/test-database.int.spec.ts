import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from './index';

const ask = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows.map((row) => Object.values(row)[0]);
  } finally {
    await client.end();
  }
};

describe('a test database', () => {
  let database: TestDatabase;
  beforeEach(async () => void (database = await createTestDatabase()));
  afterEach(() => database.drop());

  it('is entered by each role under its own name', async () => {
    expect(await ask(database.adminUrl, 'select current_user')).toEqual(['postgres']);
    expect(await ask(database.appUrl, 'select current_user')).toEqual(['gemba_app']);
    expect(await ask(database.biUrl, 'select current_user')).toEqual(['bi_reader']);
  });

  it('is as durable as the real one', async () => {
    expect(await ask(database.appUrl, 'show fsync')).toEqual(['on']);
    expect(await ask(database.appUrl, 'show synchronous_commit')).toEqual(['on']);
  });

  it('shares nothing with another one', async () => {
    const other = await createTestDatabase();
    await ask(database.adminUrl, 'create table mine (id int)');
    expect(await ask(other.adminUrl, "select to_regclass('mine')")).toEqual([null]);
    await other.drop();
  });

  it('is gone after drop, even under a session that is still open', async () => {
    const doomed = await createTestDatabase();
    const open = new Client({ connectionString: doomed.appUrl });
    open.on('error', () => undefined);
    await open.connect();
    await doomed.drop();
    await expect(ask(doomed.appUrl, 'select 1')).rejects.toMatchObject({ code: '3D000' });
  });
});
