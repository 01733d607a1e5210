import { startEmbeddedPostgres } from '../index';

/** A script as people write them: it starts a server, perhaps stops it, and comes to its end. */
const script = async (dataDir: string, ending: string): Promise<void> => {
  const server = await startEmbeddedPostgres({ dataDir, sqlPort: 0, memoryBudgetBytes: 256 * 1024 * 1024 });
  if (ending === 'stop') await server.stop();
  process.stdout.write(`${server.pid ?? 'stopped'}\n`);
};

void script(process.argv[2] ?? '', process.argv[3] ?? '');
