import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { ensureDatabase, withDatabase } from '../../libs/platform/src/embedded-postgres';

/** A PostgreSQL server that databases may be made on. The roles gemba_app and bi_reader are there. */
export interface TestServer {
  readonly adminUrl: string;
  readonly appUrl: string;
  readonly biUrl: string;
}

/** An empty database of one's own. */
export interface TestDatabase extends TestServer {
  /** Ends every session and removes the database. */
  drop(): Promise<void>;
}

/** How jest's global setup tells its workers where the server is. */
export const TEST_SERVER_VARIABLE = 'GEMBA_TEST_SERVER';

const serverOfThisRun = (): TestServer => {
  const told = process.env[TEST_SERVER_VARIABLE];
  if (told === undefined) {
    throw new Error(
      `${TEST_SERVER_VARIABLE} is not set: name the spec *.int.spec.ts and run it with --selectProjects integration, ` +
        'or hand over a server from startTestServer().',
    );
  }
  return JSON.parse(told) as TestServer;
};

/** Makes a fresh database on the server of this test run, or on the given one. */
export const createTestDatabase = async (server: TestServer = serverOfThisRun()): Promise<TestDatabase> => {
  const name = `gemba_test_${randomBytes(8).toString('hex')}`;
  const asAdmin = async (run: (client: Client) => Promise<unknown>): Promise<void> => {
    const client = new Client({ connectionString: server.adminUrl });
    await client.connect();
    try {
      await run(client);
    } finally {
      await client.end();
    }
  };
  await ensureDatabase(server.adminUrl, name);
  return {
    adminUrl: withDatabase(server.adminUrl, name),
    appUrl: withDatabase(server.appUrl, name),
    biUrl: withDatabase(server.biUrl, name),
    drop: () => asAdmin((client) => client.query(`drop database if exists ${name} with (force)`)),
  };
};
