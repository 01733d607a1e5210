import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFileIn, readLock, releaseLock, takeLock, wasAbandoned } from './data-folder-lock';
import { processIdentity } from './processes';

describe('the lock of a data folder', () => {
  let folder: string;
  let lockFile: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gemba-lock-'));
    lockFile = lockFileIn(folder);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is taken once and given back', () => {
    expect(takeLock(lockFile)).toBeNull();
    expect(readLock(lockFile)).toEqual({ pid: process.pid, identity: processIdentity(process.pid) });
    releaseLock(lockFile);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('refuses while its holder lives, and names him', () => {
    takeLock(lockFile);
    expect(() => takeLock(lockFile)).toThrow(new RegExp(`process ${process.pid} holds`));
    expect(readdirSync(folder)).toEqual(['postgres.lock']);
    expect(wasAbandoned(folder)).toBe(false);
  });

  it('passes on when a later process was given the number of its dead holder', () => {
    const dead = { pid: process.pid, identity: 'another boot/1' };
    writeFileSync(lockFile, JSON.stringify(dead));
    expect(wasAbandoned(folder)).toBe(true);
    expect(takeLock(lockFile)).toEqual(dead);
    expect(wasAbandoned(folder)).toBe(false);
  });

  it.each(['', '{"pid":', 'null', '{}'])('passes on when a crash left %j in it', (text) => {
    writeFileSync(lockFile, text);
    expect(takeLock(lockFile)).toBeNull();
    expect(readLock(lockFile)?.pid).toBe(process.pid);
  });

  it("is not given back by somebody who doesn't hold it", () => {
    writeFileSync(lockFile, JSON.stringify({ pid: process.pid + 1, identity: 'x' }));
    releaseLock(lockFile);
    expect(readLock(lockFile)?.pid).toBe(process.pid + 1);
  });
});
