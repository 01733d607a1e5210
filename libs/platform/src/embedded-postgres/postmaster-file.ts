import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What a postmaster says of itself in `postmaster.pid`. */
export interface PostmasterFile {
  readonly pid: number;
  readonly isReady: boolean;
}

/** Null while the file is not there, or not written to its end. */
export const parsePostmasterFile = (text: string): PostmasterFile | null => {
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  return { pid, isReady: lines[7]?.trim() === 'ready' };
};

const pathIn = (folder: string): string => join(folder, 'postmaster.pid');

export const readPostmasterFile = (folder: string): PostmasterFile | null => {
  try {
    return parsePostmasterFile(readFileSync(pathIn(folder), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
};

export const removePostmasterFile = (folder: string): void => rmSync(pathIn(folder), { force: true });
