import { type ChildProcess } from 'node:child_process';
import { type DatabaseUser } from './database-user';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { logBytes, tailOf } from './log-tail';
import { readPostmasterFile, removePostmasterFile } from './postmaster-file';
import { isPostgresOf, processesWorkingIn, processIdentity, signalProcess } from './processes';
import { waitUntil } from './waiting';
import { spawnUnderWatchdog } from './watchdog';

/** How long clients may finish by themselves, a fast shutdown with its checkpoint may take, and orphans may linger. */
const SMART_LIMIT_MS = 3_000;
const FAST_LIMIT_MS = 60_000;
const ORPHAN_LIMIT_MS = 5_000;

export interface PostmasterPlan {
  readonly program: string;
  /** The real path: processes are recognised by it. */
  readonly cluster: string;
  readonly user: DatabaseUser | null;
  readonly logFile: string;
  /** How long the server may say nothing before it is ready. A long recovery says something every five seconds. */
  readonly silenceLimitMs: number;
}

export interface RunningPostmaster {
  readonly pid: number;
  /** Resolves with the manner of its end once every process of this server is gone. Never rejects. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

const isGone = (pid: number): boolean => processIdentity(pid) === null;

/** Backends of a killed postmaster end by themselves as soon as they notice; one that does not holds the memory. */
const clearOrphans = async (cluster: string): Promise<void> => {
  if (await waitUntil(() => processesWorkingIn(cluster).length === 0, ORPHAN_LIMIT_MS)) return;
  processesWorkingIn(cluster).forEach((pid) => signalProcess(pid, 'SIGKILL'));
  await waitUntil(() => processesWorkingIn(cluster).length === 0, ORPHAN_LIMIT_MS);
};

/** Fast, then immediate. */
const bringDown = async (pid: number): Promise<void> => {
  signalProcess(pid, 'SIGINT');
  if (await waitUntil(() => isGone(pid), FAST_LIMIT_MS)) return;
  signalProcess(pid, 'SIGQUIT');
  await waitUntil(() => isGone(pid), FAST_LIMIT_MS);
};

/**
 * Makes a cluster that a dead Gemba left behind startable: its watchdog may still be stopping the server, or was killed
 * with it. A `postmaster.pid` that names no living server of this folder is removed; PostgreSQL itself would take
 * any process with that number, a zombie too, for the server.
 */
export const settleLeftovers = async (cluster: string): Promise<void> => {
  const living = livingServer(cluster);
  if (living !== null) await bringDown(living);
  await clearOrphans(cluster);
  removePostmasterFile(cluster);
};

/** The living server of a cluster, whoever started it. */
export const livingServer = (cluster: string): number | null => {
  const left = readPostmasterFile(cluster);
  return left !== null && isPostgresOf(left.pid, cluster) ? left.pid : null;
};

const endOf = (watchdog: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    watchdog.once('error', (error) => resolve(`could not be started: ${error.message}`));
    watchdog.once('exit', (code, signal) => {
      if (signal !== null) resolve(`its watchdog was ended by ${signal}`);
      // A shell reports a signal as 128 and its number.
      else resolve(code !== null && code > 128 ? `ended by signal ${code - 128}` : `ended with code ${code}`);
    });
  });

/** Starts the server and waits until it takes connections. The signal breaks the waiting off and stops the server. */
export const startPostmaster = async (plan: PostmasterPlan, signal: AbortSignal): Promise<RunningPostmaster> => {
  const { cluster, logFile } = plan;
  await settleLeftovers(cluster);
  const logStart = logBytes(logFile);
  const watchdog = spawnUnderWatchdog(plan.program, ['-D', cluster], plan);
  let manner: string | null = null;
  const ended = endOf(watchdog).then(async (how) => {
    manner = how;
    // Where only the watchdog died, its guardian, or else we, still have to stop the server.
    watchdog.stdin?.destroy();
    await settleLeftovers(cluster);
    return how;
  });

  let seen = logStart;
  let deadline = performance.now() + plan.silenceLimitMs;
  const isSilentTooLong = (): boolean => {
    const now = logBytes(logFile);
    if (now !== seen) [seen, deadline] = [now, performance.now() + plan.silenceLimitMs];
    return performance.now() > deadline;
  };
  const isReady = (): boolean => readPostmasterFile(cluster)?.isReady ?? false;
  let isOverdue = false;
  await waitUntil(
    () => isReady() || manner !== null || signal.aborted || (isOverdue = isSilentTooLong()),
    Number.POSITIVE_INFINITY,
  );

  const pid = readPostmasterFile(cluster)?.pid;
  if (manner === null && !isOverdue && !signal.aborted && pid !== undefined) {
    return { pid, ended, stop: () => stopPostmaster(pid, ended) };
  }
  if (manner === null) watchdog.stdin?.destroy();
  const how = manner ?? (isOverdue ? `said nothing for ${plan.silenceLimitMs} ms and was not ready` : 'was stopped');
  await ended;
  throw new EmbeddedPostgresError(
    'start-failed',
    `PostgreSQL did not start: it ${how}. The end of ${logFile}:\n${tailOf(logFile, logStart)}`,
  );
};

const stopPostmaster = async (pid: number, ended: Promise<string>): Promise<void> => {
  signalProcess(pid, 'SIGTERM');
  if (!(await waitUntil(() => isGone(pid), SMART_LIMIT_MS))) await bringDown(pid);
  await ended;
};
