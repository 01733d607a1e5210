import { readPostmasterFile, removePostmasterFile } from './postmaster-file';
import { isPostgresOf, processesWorkingIn, processIdentity, signalProcess } from './processes';
import { waitUntil } from './waiting';

const FAST_LIMIT_MS = 60_000;
const IMMEDIATE_LIMIT_MS = 30_000;
const ORPHAN_LIMIT_MS = 5_000;

export const isGone = (pid: number): boolean => processIdentity(pid) === null;

/** Fast shutdown (transactions rolled back, checkpoint written), then, if that takes too long, an immediate one. */
export const bringDown = async (pid: number): Promise<void> => {
  signalProcess(pid, 'SIGINT');
  if (await waitUntil(() => isGone(pid), FAST_LIMIT_MS)) return;
  signalProcess(pid, 'SIGQUIT');
  await waitUntil(() => isGone(pid), IMMEDIATE_LIMIT_MS);
};

/** Backends of a killed server end by themselves as soon as they notice; one that does not holds the memory. */
const clearOrphans = async (cluster: string): Promise<void> => {
  const hasEnded = (): boolean => processesWorkingIn(cluster).length === 0;
  if (await waitUntil(hasEnded, ORPHAN_LIMIT_MS)) return;
  processesWorkingIn(cluster).forEach((pid) => signalProcess(pid, 'SIGKILL'));
  await waitUntil(hasEnded, ORPHAN_LIMIT_MS);
};

/** The living server of a cluster, whoever started it. */
export const livingServer = (cluster: string): number | null => {
  const left = readPostmasterFile(cluster);
  return left !== null && isPostgresOf(left.pid, cluster) ? left.pid : null;
};

/**
 * Makes a cluster that a dead Gemba left behind startable: its watchdog may still be stopping the server, or was killed
 * with it. A `postmaster.pid` that names no living server of this folder is removed; PostgreSQL itself would take
 * any process of its user with that number, a zombie too, for the server.
 */
export const settleLeftovers = async (cluster: string): Promise<void> => {
  const living = livingServer(cluster);
  if (living !== null) await bringDown(living);
  await clearOrphans(cluster);
  removePostmasterFile(cluster);
};
