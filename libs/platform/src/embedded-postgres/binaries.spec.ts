import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { areUsableBy, type Binaries, binariesAt, createLinks } from './binaries';
import { copyBinariesFor } from './binaries-copy';

const STRANGER = { uid: 54_321, gid: 54_321 };

/** A package with one library and its listed link, in the shape of the real one. */
const makePackage = (folder: string): Binaries => {
  const native = join(folder, 'package', 'native');
  const files = ['bin/postgres', 'bin/initdb', 'lib/libpq.so.5.18', 'lib/libpq.a', 'share/postgresql/postgres.bki'];
  for (const file of files) {
    mkdirSync(join(native, file, '..'), { recursive: true });
    writeFileSync(join(native, file), `contents of ${file}`);
  }
  chmodSync(join(native, 'bin/postgres'), 0o755);
  chmodSync(join(native, 'bin/initdb'), 0o755);
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
  writeFileSync(join(native, 'pg-symlinks.json'), JSON.stringify(links));
  return binariesAt(native, '18.4.0');
};

let folder: string;
let original: Binaries;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gemba-binaries-'));
  chmodSync(folder, 0o755);
  original = makePackage(folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the links of the package', () => {
  it('are made once and lead to their neighbours', () => {
    createLinks(original.nativeFolder);
    createLinks(original.nativeFolder);
    expect(readlinkSync(join(original.nativeFolder, 'lib/libpq.so.5'))).toBe('libpq.so.5.18');
  });
});

describe('a copy of the binaries', () => {
  const copied = (): Binaries => copyBinariesFor(STRANGER, original, [join(folder, 'cache')]);

  it('is usable by a user who cannot reach the original', () => {
    chmodSync(join(folder, 'package'), 0o700);
    expect(areUsableBy(original, STRANGER)).toBe(false);
    const copy = copied();
    expect(areUsableBy(copy, STRANGER)).toBe(true);
    expect(readFileSync(copy.postgres, 'utf8')).toBe('contents of bin/postgres');
    expect(readlinkSync(join(copy.nativeFolder, 'lib/libpq.so.5'))).toBe('libpq.so.5.18');
  });

  it('leaves out what nothing runs', () => {
    expect(lstatSync(join(copied().nativeFolder, 'lib/libpq.a'), { throwIfNoEntry: false })).toBeUndefined();
  });

  it('is used again as it is', () => {
    const made = lstatSync(copied().nativeFolder);
    expect(lstatSync(copied().nativeFolder).ino).toBe(made.ino);
  });

  it.each([
    ['was cut short', (copy: Binaries) => truncateSync(copy.postgres, 3)],
    ['lost a file', (copy: Binaries) => rmSync(copy.initdb)],
    ['others could have changed', (copy: Binaries) => chmodSync(copy.postgres, 0o777)],
  ])('is made anew when it %s', (_, harm) => {
    harm(copied());
    const mended = copied();
    expect(readFileSync(mended.postgres, 'utf8')).toBe('contents of bin/postgres');
    expect(lstatSync(mended.postgres).mode & 0o777).toBe(0o755);
    expect(lstatSync(mended.initdb).isFile()).toBe(true);
  });

  it('passes over a folder that others may write to, and says so when none is left', () => {
    const open = join(folder, 'open');
    mkdirSync(open);
    chmodSync(open, 0o777);
    expect(copyBinariesFor(STRANGER, original, [open, join(folder, 'cache')]).postgres).toContain('/cache/');
    expect(() => copyBinariesFor(STRANGER, original, [open])).toThrow(/others may write to it/);
  });
});
