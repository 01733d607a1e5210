import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const attempt = <T>(read: () => T): T | null => {
  try {
    return read();
  } catch {
    return null;
  }
};

const linuxIdentity = (pid: number): string | null => {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  if (stat === null) return null;
  // The second field is the program's name in brackets and may itself hold brackets and spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startTicks] = [fields[0], fields[19]];
  if (state === 'Z' || state === 'X') return null;
  const boot = attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()) ?? '';
  return `${boot}/${startTicks}`;
};

const portableIdentity = (pid: number): string | null => {
  const line = attempt(() => execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], { encoding: 'utf8' }));
  if (line === null || line.trim() === '' || line.trim().startsWith('Z')) return null;
  return line.trim().replace(/^\S+\s+/, '');
};

/**
 * What tells a process from a later one that was given the same number: when it started. Null once it is gone; a
 * zombie counts as gone, although it still answers `kill 0`, since it holds nothing any more.
 */
export const processIdentity = (pid: number): string | null =>
  process.platform === 'linux' ? linuxIdentity(pid) : portableIdentity(pid);

const workingFolderOf = (pid: number | string): string | null => attempt(() => readlinkSync(`/proc/${pid}/cwd`));

/** True when this number belongs to a living PostgreSQL process that works in this (real) data folder. */
export const isPostgresOf = (pid: number, folder: string): boolean => {
  if (processIdentity(pid) === null) return false;
  if (process.platform === 'linux') return workingFolderOf(pid) === folder;
  const command = attempt(() => execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }));
  return command?.includes(folder) ?? false;
};

/**
 * Every living process that works in a folder: a postmaster's orphaned backends are found this way, since PostgreSQL's
 * processes all change into their data folder. Linux only; elsewhere nothing is found and PostgreSQL's own check of
 * its shared memory has to do.
 */
export const processesWorkingIn = (folder: string): number[] =>
  (attempt(() => readdirSync('/proc')) ?? [])
    .filter((entry) => /^\d+$/.test(entry) && workingFolderOf(entry) === folder)
    .map(Number)
    .filter((pid) => processIdentity(pid) !== null);

/** Sends a signal; a process that is gone already is no fault. */
export const signalProcess = (pid: number, signal: NodeJS.Signals): void => {
  attempt(() => process.kill(pid, signal));
};
