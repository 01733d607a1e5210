import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../libs/platform/src/embedded-postgres';

/** Small enough for many servers at once. Durability is what it is in production: it is part of what is tested. */
const SETTINGS = { max_wal_size: '1GB', min_wal_size: '128MB', max_connections: '200' };
const MEMORY_BUDGET_BYTES = 512 * 1024 * 1024;

/** Starts a PostgreSQL in a temporary folder that `stop()` removes. For jest's global setup and for benchmarks. */
export const startTestServer = async (
  settings: Readonly<Record<string, string>> = SETTINGS,
  memoryBudgetBytes = MEMORY_BUDGET_BYTES,
): Promise<EmbeddedPostgres> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'gemba-test-'));
  chmodSync(dataDir, 0o711);
  const server = await startEmbeddedPostgres({ dataDir, sqlPort: 0, memoryBudgetBytes, settings });
  return {
    ...server,
    stop: async () => {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
