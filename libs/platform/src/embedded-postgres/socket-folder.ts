import { lstatSync, mkdtempSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DataFolder, giveFolder } from './data-folder';

/** A socket's address holds 104 bytes on macOS and 108 on Linux, the closing NUL among them. */
const SOCKET_PATH_BYTES_MAX = 103;

/** Whether a socket of PostgreSQL in this folder has a name that the operating system takes. */
export const isShortEnough = (folder: string): boolean =>
  Buffer.byteLength(join(folder, '.s.PGSQL.65535')) <= SOCKET_PATH_BYTES_MAX;

const pathIn = ({ root }: DataFolder): string => join(root, 'run');

/** Removes the socket folder, one that `run` only points to as well, whoever left it. */
export const removeSocketFolder = (folder: DataFolder): void => {
  const run = pathIn(folder);
  if (lstatSync(run, { throwIfNoEntry: false })?.isSymbolicLink()) {
    rmSync(readlinkSync(run), { recursive: true, force: true });
  }
  rmSync(run, { recursive: true, force: true });
};

/**
 * Makes the folder of the unix socket: `run` in the data folder, or, where that path is too long, a folder for
 * temporary files that `run` points to. Its name is random, because a name that others can guess they can take first.
 */
export const makeSocketFolder = (folder: DataFolder): string => {
  removeSocketFolder(folder);
  const run = pathIn(folder);
  if (isShortEnough(run)) {
    giveFolder(run, folder.user);
    return run;
  }
  const short = mkdtempSync(join(isShortEnough(join(tmpdir(), 'gemba-XXXXXX')) ? tmpdir() : '/tmp', 'gemba-'));
  giveFolder(short, folder.user);
  symlinkSync(short, run);
  return short;
};
