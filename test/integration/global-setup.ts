import { startTestServer } from '../support/test-server';
import { TEST_SERVER_VARIABLE } from '../support/test-database';
import { serverOfThisRun } from './server-of-this-run';

/** One PostgreSQL for a whole run. Killed runs leave none behind: it ends with the process that started it. */
const setUp = async (): Promise<void> => {
  const server = await startTestServer();
  serverOfThisRun.keep(server);
  const { adminUrl, appUrl, biUrl } = server;
  process.env[TEST_SERVER_VARIABLE] = JSON.stringify({ adminUrl, appUrl, biUrl });
};

module.exports = setUp;
