import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's, which we may not signal, runs all the same.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Makes an empty temporary folder that tells which process made it. The prefix ends with a hyphen. */
export const makeOwnedFolder = (prefix: string): string => mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));

/**
 * Removes what killed test runs left: folders of a prefix whose maker is gone. What a living test made is left alone,
 * even when the server in it was killed: its test may start it again.
 */
export const sweepFolders = (prefix: string, isLeft: (folder: string) => boolean = () => true): void => {
  for (const name of readdirSync(tmpdir())) {
    const maker = name.startsWith(prefix) ? /^(\d+)-/.exec(name.slice(prefix.length))?.[1] : undefined;
    if (maker === undefined || isAlive(Number(maker))) continue;
    const folder = join(tmpdir(), name);
    if (isLeft(folder)) rmSync(folder, { recursive: true, force: true });
  }
};
