import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type DatabaseUser } from './database-user';

const READ = 4;
const TRAVERSE = 1;

/** Stands for any user without rights of his own: owner of nothing, in no group. */
const ANYBODY: DatabaseUser = { uid: -1, gid: -1 };

const allows = (path: string, user: DatabaseUser, wanted: number): boolean => {
  const { mode, uid, gid } = statSync(path);
  const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
  return ((mode >> shift) & wanted) === wanted;
};

/** The outermost folder on the way to a path (itself, too, if it is there) that a user cannot traverse; null if none. */
export const blockedFolder = (path: string, user: DatabaseUser = ANYBODY): string | null => {
  const wayDown: string[] = [];
  for (let at = resolve(path); ; at = dirname(at)) {
    wayDown.unshift(at);
    if (at === dirname(at)) break;
  }
  for (const folder of wayDown) {
    try {
      if (!allows(folder, user, TRAVERSE)) return folder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      return folder;
    }
  }
  return null;
};

/** Whether a user without rights of his own gets as far as this folder. */
export const isReachableByAnybody = (folder: string): boolean => blockedFolder(folder) === null;

export const isReadableBy = (path: string, user: DatabaseUser): boolean =>
  blockedFolder(dirname(path), user) === null && allows(path, user, READ);
