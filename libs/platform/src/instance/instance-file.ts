import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How programs on this machine find a running Gemba: `instance.json` in its data folder, for its owner's eyes only. */
export interface Instance {
  readonly pid: number;
  /** Where the HTTP interface answers. */
  readonly httpUrl: string;
  /** Connection string of the role `bi_reader`; null where the database is not ours. */
  readonly sqlUrl: string | null;
  /** Canonical instant. */
  readonly startedAt: string;
}

const fileIn = (dataDir: string): string => join(dataDir, 'instance.json');

/** Written whole or not at all, so that a reader never sees half of it. */
export const writeInstance = (dataDir: string, instance: Instance): void => {
  const draft = `${fileIn(dataDir)}.${instance.pid}`;
  writeFileSync(draft, `${JSON.stringify(instance, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, fileIn(dataDir));
};

/** The instance that last ran on the data folder and did not stop cleanly since, or null. */
export const readInstance = (dataDir: string): Instance | null => {
  try {
    return JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as Instance;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
};

/** Takes the file away, if it still speaks of this process. */
export const removeInstance = (dataDir: string, pid: number): void => {
  if (readInstance(dataDir)?.pid === pid) rmSync(fileIn(dataDir), { force: true });
};
