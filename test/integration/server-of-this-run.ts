import { TEST_SERVER_VARIABLE } from '../support/test-database';
import { startTestServer } from '../support/test-server';

type Server = Awaited<ReturnType<typeof startTestServer>>;

const KEY = Symbol.for('gemba.integration.server');
/** Jest's setup and teardown load their modules apart. */
const keeper = globalThis as unknown as Record<symbol, Server | undefined>;

/** One PostgreSQL for a whole run. Killed runs leave none behind: it ends with the process that started it. */
export const startServerOfThisRun = async (): Promise<void> => {
  const server = await startTestServer();
  keeper[KEY] = server;
  const { adminUrl, appUrl, biUrl } = server;
  process.env[TEST_SERVER_VARIABLE] = JSON.stringify({ adminUrl, appUrl, biUrl });
};

export const stopServerOfThisRun = async (): Promise<void> => {
  await keeper[KEY]?.stop();
};
