import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blockedFolder, isReachableByAnybody, isReadableBy } from './reachability';

const STRANGER = { uid: 54_321, gid: 54_321 };

describe('what a user reaches', () => {
  let outer: string;
  let inner: string;
  beforeEach(() => {
    outer = mkdtempSync(join(tmpdir(), 'gemba-reach-'));
    inner = join(outer, 'inner');
    mkdirSync(inner);
    chmodSync(outer, 0o711);
    chmodSync(inner, 0o711);
  });
  afterEach(() => rmSync(outer, { recursive: true }));

  it('is everything below folders that he may traverse, also what is not there yet', () => {
    expect(blockedFolder(inner, STRANGER)).toBeNull();
    expect(blockedFolder(join(inner, 'later/still'), STRANGER)).toBeNull();
    expect(isReachableByAnybody(inner)).toBe(true);
  });

  it('ends at the outermost folder that is closed to him', () => {
    chmodSync(outer, 0o700);
    chmodSync(inner, 0o700);
    expect(blockedFolder(join(inner, 'later'), STRANGER)).toBe(outer);
    expect(isReachableByAnybody(inner)).toBe(false);
  });

  it('depends on whether he owns the folder or is in its group', () => {
    const { uid, gid } = statSync(outer);
    chmodSync(outer, 0o710);
    expect(blockedFolder(inner, { uid: STRANGER.uid, gid })).toBeNull();
    expect(blockedFolder(inner, STRANGER)).toBe(outer);
    chmodSync(outer, 0o611);
    // The owner's bits hold for the owner even where others may more.
    expect(blockedFolder(inner, { uid, gid })).toBe(outer);
    chmodSync(outer, 0o711);
  });

  it('is read only where the file allows it', () => {
    const file = join(inner, 'file');
    writeFileSync(file, '');
    chmodSync(file, 0o644);
    expect(isReadableBy(file, STRANGER)).toBe(true);
    chmodSync(file, 0o640);
    expect(isReadableBy(file, STRANGER)).toBe(false);
  });
});
