import { type Login, socketUrl, tcpUrl } from './connection-url';
import { configureCluster, ensureCluster } from './cluster';
import { type DataFolder, openDataFolder } from './data-folder';
import { releaseLock, takeLock } from './data-folder-lock';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { livingServer, settleLeftovers } from './leftovers';
import { turnOverLog } from './log-tail';
import { machineMemoryBytes } from './memory-budget';
import { startPostmaster } from './postmaster';
import { ensureDatabase, ensureRoles, withClient } from './roles';
import { loginOf } from './secrets';
import { serverSettings } from './server-settings';
import { makeSocketFolder, removeSocketFolder } from './socket-folder';
import { claimPort } from './sql-port';
import { PostgresSupervisor, type RestartListener } from './supervisor';
import { usableBinaries } from './usable-binaries';

export interface EmbeddedPostgresOptions {
  /** Everything is kept below this folder; it is made where it is missing. */
  readonly dataDir: string;
  /** TCP port on 127.0.0.1 for BI; 0 takes a free one. */
  readonly sqlPort: number;
  /** What Gemba may use of the machine's memory; half of it unless stated. */
  readonly memoryBudgetBytes?: number;
  /** PostgreSQL settings instead of, or beyond, those of `server-settings.ts`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** How long PostgreSQL may be silent before it is ready; 60,000 unless stated. A recovery that moves is not silent. */
  readonly silenceLimitMs?: number;
}

/** A running PostgreSQL of our own. The URLs hold passwords: never log them. They stay valid over restarts. */
export interface EmbeddedPostgres {
  /** Superuser, over the unix socket. */
  readonly adminUrl: string;
  /** Role gemba_app, over the unix socket. */
  readonly appUrl: string;
  /** Role bi_reader, over TCP. */
  readonly biUrl: string;
  readonly sqlPort: number;
  /** PostgreSQL's own log. */
  readonly logFile: string;
  /** The postmaster's process, null while it is down. */
  readonly pid: number | null;
  /** Tells when the server died and when it is back. Returns how to stop listening. */
  onRestart(listener: RestartListener): () => void;
  /** Waits three seconds for clients to leave, then ends their sessions; returns once every process is gone. */
  stop(): Promise<void>;
}

const DATABASE = 'gemba';

interface Logins {
  readonly admin: Login;
  readonly app: Login;
  readonly bi: Login;
}

const loginsIn = ({ secrets }: DataFolder): Logins => ({
  admin: loginOf(secrets, 'postgres'),
  app: loginOf(secrets, 'gemba_app'),
  bi: loginOf(secrets, 'bi_reader'),
});

/** A server that no Gemba ever locked the folder for is somebody's work with PostgreSQL's own tools. */
const mustBeFree = ({ cluster }: DataFolder): void => {
  const pid = livingServer(cluster);
  if (pid === null) return;
  throw new EmbeddedPostgresError(
    'already-running',
    `A PostgreSQL that Gemba did not start, process ${pid}, runs on ${cluster}. Stop it with: kill -INT ${pid}`,
  );
};

const supervise = async (folder: DataFolder, options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
  const binaries = usableBinaries(folder.user);
  await settleLeftovers(folder.cluster);
  await ensureCluster(binaries, folder);
  const logins = loginsIn(folder);
  const sqlPort = await claimPort(options.sqlPort);
  const socketFolder = makeSocketFolder(folder);
  const memoryBudgetBytes = options.memoryBudgetBytes ?? machineMemoryBytes() / 2;
  configureCluster(folder, serverSettings({ memoryBudgetBytes, socketFolder, sqlPort, overrides: options.settings }));
  turnOverLog(folder.logFile);

  const silenceLimitMs = options.silenceLimitMs ?? 60_000;
  const plan = { ...folder, program: binaries.postgres, silenceLimitMs };
  const supervisor = new PostgresSupervisor((signal) => startPostmaster(plan, signal));
  const stop = async (): Promise<void> => {
    await supervisor.stop();
    removeSocketFolder(folder);
    releaseLock(folder.lockFile);
  };
  const urlOf = (login: Login, database: string): string => socketUrl(login, socketFolder, sqlPort, database);
  await supervisor.start();
  try {
    const adminUrl = urlOf(logins.admin, 'postgres');
    await withClient(adminUrl, (client) => ensureRoles(client, logins.app, logins.bi));
    await ensureDatabase(adminUrl, DATABASE);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    adminUrl: urlOf(logins.admin, DATABASE),
    appUrl: urlOf(logins.app, DATABASE),
    biUrl: tcpUrl(logins.bi, sqlPort, DATABASE),
    sqlPort,
    logFile: folder.logFile,
    get pid() {
      return supervisor.pid;
    },
    onRestart: (listener) => supervisor.onRestart(listener),
    stop,
  };
};

/**
 * Starts PostgreSQL on a data folder, makes everything that is missing, and keeps it running until `stop()`. It also
 * stops when this process ends, however that happens. Throws `EmbeddedPostgresError`.
 */
export const startEmbeddedPostgres = async (options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
  const folder = openDataFolder(options.dataDir);
  const dead = takeLock(folder.lockFile);
  try {
    if (dead === null) mustBeFree(folder);
    return await supervise(folder, options);
  } catch (error) {
    releaseLock(folder.lockFile);
    throw error;
  }
};
