import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export const syncFolder = (folder: string): void => {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/** Writes a whole file or none: a crash leaves the old content or the new. The mode holds from the first byte. */
export const writeFileDurably = (path: string, text: string, mode: number): void => {
  const draft = `${path}.${process.pid}`;
  const handle = openSync(draft, 'w', mode);
  try {
    fchmodSync(handle, mode);
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, path);
  syncFolder(dirname(path));
};
