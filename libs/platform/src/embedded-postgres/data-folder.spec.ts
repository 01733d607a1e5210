import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataFolder } from './data-folder';

describe('a data folder', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'gemba-data-folder-'));
    chmodSync(root, 0o711);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('with the record of another version is refused and left as it is: an empty one beside it would look like a loss', () => {
    mkdirSync(join(root, 'postgres-17'));
    expect(() => openDataFolder(root)).toThrow(
      `The data folder ${root} holds the record in postgres-17, made by another version of Gemba: this one brings ` +
        'PostgreSQL 18, which cannot read it. Start the version that made it, or set GEMBA_DATA_DIR to another folder.',
    );
    expect(readdirSync(root)).toEqual(['postgres-17']);
  });

  it('that was brought to this version is opened, whatever the upgrade left beside', () => {
    for (const name of ['postgres-17', 'postgres-18']) mkdirSync(join(root, name));
    expect(openDataFolder(root).cluster).toBe(join(root, 'postgres-18'));
  });
});
