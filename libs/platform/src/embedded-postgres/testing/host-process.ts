import { startEmbeddedPostgres } from '../index';

/** What a host prints: a line of JSON for each thing that happens to its server. */
export type HostLine =
  | { readonly said: 'running'; readonly adminUrl: string; readonly biUrl: string; readonly pid: number }
  | { readonly said: 'refused'; readonly code: string; readonly message: string }
  | { readonly said: 'down' | 'attempt-failed' | 'up' | 'stopped' };

const say = (line: HostLine): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

/** A process of its own that runs a server until its input holds `stop`: specs kill it in every way there is. */
const host = async (dataDir: string): Promise<void> => {
  // As an application does that drains: a Ctrl-C does not end it.
  process.on('SIGINT', () => undefined);
  const server = await startEmbeddedPostgres({ dataDir, sqlPort: 0, memoryBudgetBytes: 256 * 1024 * 1024 });
  server.onRestart(({ phase }) => say({ said: phase }));
  say({ said: 'running', adminUrl: server.adminUrl, biUrl: server.biUrl, pid: server.pid ?? 0 });
  process.stdin.once('data', () => {
    void server.stop().then(() => {
      say({ said: 'stopped' });
      process.exit();
    });
  });
};

host(process.argv[2] ?? '').catch((error: Error & { code?: string }) => {
  say({ said: 'refused', code: error.code ?? '', message: error.message });
  process.exit(1);
});
