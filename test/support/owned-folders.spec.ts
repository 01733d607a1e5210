import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { makeOwnedFolder, sweepFolders } from './owned-folders';

const PREFIX = 'gemba-swept-';

/** A folder as a process left it that is gone by now. */
const leftBehind = (): string => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  const folder = join(tmpdir(), `${PREFIX}${pid}-left`);
  mkdirSync(folder);
  return folder;
};

describe('folders of test runs', () => {
  const made: string[] = [];
  const kept = (folder: string): string => {
    made.push(folder);
    return folder;
  };
  afterEach(() => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

  it('are swept when their maker is gone, and only then', () => {
    const ours = kept(makeOwnedFolder(PREFIX));
    const left = kept(leftBehind());
    sweepFolders(PREFIX);
    expect([ours, left].map(existsSync)).toEqual([true, false]);
    expect(basename(ours)).toContain(`${PREFIX}${process.pid}-`);
  });

  it('are left alone while something that outlived the maker still uses them', () => {
    const left = kept(leftBehind());
    sweepFolders(PREFIX, () => false);
    expect(existsSync(left)).toBe(true);
  });
});
