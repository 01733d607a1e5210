import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { processIdentity } from './processes';

/** Who runs on a data folder. A process number alone would be taken for alive after somebody else was given it. */
export interface LockHolder {
  readonly pid: number;
  readonly identity: string;
}

export const lockFileIn = (dataDir: string): string => join(dataDir, 'postgres.lock');

/** Null where there is no lock, or one that a crash left half written. */
export const readLock = (lockFile: string): LockHolder | null => {
  try {
    const holder = JSON.parse(readFileSync(lockFile, 'utf8')) as LockHolder;
    return Number.isSafeInteger(holder.pid) ? holder : null;
  } catch {
    return null;
  }
};

export const isAlive = (holder: LockHolder): boolean => processIdentity(holder.pid) === holder.identity;

/** Whether a process that is dead now left this data folder without giving it back. */
export const wasAbandoned = (dataDir: string): boolean => {
  const holder = readLock(lockFileIn(dataDir));
  return holder !== null && !isAlive(holder);
};

const refuse = (lockFile: string, holder: LockHolder): never => {
  throw new EmbeddedPostgresError(
    'already-running',
    `Gemba runs on this data folder already: process ${holder.pid} holds ${lockFile}. ` +
      'Stop it, or set GEMBA_DATA_DIR to another folder.',
  );
};

/** Sets a dead holder's lock aside. Should another start have been faster, its lock is put back and we are refused. */
const setAside = (lockFile: string): LockHolder | null => {
  const aside = `${lockFile}.${process.pid}.old`;
  try {
    renameSync(lockFile, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const taken = readLock(aside);
  if (taken !== null && isAlive(taken)) {
    linkSync(aside, lockFile);
    rmSync(aside);
    return refuse(lockFile, taken);
  }
  rmSync(aside);
  return taken;
};

/**
 * Takes the data folder for this process, or refuses and says who holds it. Returns the dead holder whose lock was
 * taken over, if there was one: its PostgreSQL may still be stopping.
 */
export const takeLock = (lockFile: string): LockHolder | null => {
  const found = readLock(lockFile);
  if (found !== null && isAlive(found)) refuse(lockFile, found);
  const dead = setAside(lockFile);
  const draft = `${lockFile}.${process.pid}`;
  const holder: LockHolder = { pid: process.pid, identity: processIdentity(process.pid) ?? '' };
  writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 });
  try {
    // A link, unlike a rename, fails where the name is taken.
    linkSync(draft, lockFile);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const faster = readLock(lockFile);
    if (faster !== null) refuse(lockFile, faster);
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return dead;
};

/** Gives the folder back, if it is still ours. */
export const releaseLock = (lockFile: string): void => {
  if (readLock(lockFile)?.pid === process.pid) rmSync(lockFile, { force: true });
};
