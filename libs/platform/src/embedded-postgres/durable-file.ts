import { randomBytes } from 'node:crypto';
import { closeSync, fchmodSync, fchownSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { type DatabaseUser } from './database-user';

export const syncFolder = (folder: string): void => {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/**
 * Writes a whole file or none: a crash leaves the old content or the new. Mode and owner hold from the first byte. The
 * draft's name is random and must be new: in a folder of the database's user, root must not follow a link laid there.
 */
export const writeFileDurably = (path: string, text: string, mode: number, owner?: DatabaseUser | null): void => {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const handle = openSync(draft, 'wx', mode);
  try {
    fchmodSync(handle, mode);
    if (owner) fchownSync(handle, owner.uid, owner.gid);
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, path);
  syncFolder(dirname(path));
};
