import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processIdentity } from '../embedded-postgres/processes';

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

/** What the file holds: its reader must be able to tell the instance from whoever was given its process id later. */
type KeptInstance = Instance & { readonly identity: string | null };

/** Written whole or not at all, so that a reader never sees half of it. */
export const writeInstance = (dataDir: string, instance: Instance): void => {
  const kept: KeptInstance = { ...instance, identity: processIdentity(instance.pid) };
  const draft = `${fileIn(dataDir)}.${instance.pid}`;
  writeFileSync(draft, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, fileIn(dataDir));
};

const readFile = (dataDir: string): KeptInstance | null => {
  try {
    return JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as KeptInstance;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
};

/**
 * The instance that runs on the data folder, or null. One that was killed left its file behind: by now the Gemba of another
 * folder may listen at its address, and what was meant for one record would go into another.
 */
export const readInstance = (dataDir: string): Instance | null => {
  const kept = readFile(dataDir);
  if (kept === null) return null;
  const { identity, ...instance } = kept;
  return typeof identity === 'string' && processIdentity(instance.pid) === identity ? instance : null;
};

/** Takes the file away, if it still speaks of this process. */
export const removeInstance = (dataDir: string, pid: number): void => {
  if (readInstance(dataDir)?.pid === pid) rmSync(fileIn(dataDir), { force: true });
};
