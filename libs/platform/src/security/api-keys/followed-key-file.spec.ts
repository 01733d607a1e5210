import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { mintApiKey } from './api-key-entry';
import { ApiKeyRing } from './api-key-ring';
import { FollowedKeyFile } from './followed-key-file';

const folder = mkdtempSync(join(tmpdir(), 'gemba-keys-'));
const path = join(folder, 'keys');
afterAll(() => rmSync(folder, { recursive: true }));

const LIMIT_MS = 20_000;
const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  for (const deadline = Date.now() + LIMIT_MS; !(await holds()); await delay(5)) {
    if (Date.now() > deadline) throw new Error('It never came to hold.');
  }
};

describe('a followed file of keys', () => {
  const [first, second] = [mintApiKey(['ingest']), mintApiKey(['ingest'])];
  let ring: ApiKeyRing;
  let file: FollowedKeyFile;
  let said: string[];
  const opens = async ({ key }: { readonly key: string }) => (await ring.prove(key)).kind === 'valid';

  beforeEach(() => {
    writeFileSync(path, `${first.entry}\n`);
    ring = new ApiKeyRing([first.entry]);
    said = [];
    const say = (message: string): void => void said.push(message);
    file = new FollowedKeyFile(path, ring, { info: say, warn: say }, 5);
    file.start();
  });
  afterEach(() => file.stop());

  it('lets a new key in beside the old one, and the old one no more once it is gone', async () => {
    writeFileSync(path, `${first.entry}\n${second.entry}\n`);
    await until(() => opens(second));
    expect(await opens(first)).toBe(true);
    writeFileSync(`${path}.new`, `${second.entry}\n`);
    renameSync(`${path}.new`, path);
    await until(async () => !(await opens(first)));
    expect(await opens(second)).toBe(true);
    expect(said.at(-1)).toBe(`The file of API keys changed; these hold: ${second.entry.slice(0, 8)}.`);
  });

  it('shuts everybody out when it is emptied', async () => {
    writeFileSync(path, '# nobody\n');
    await until(() => ring.holding() === 0);
    expect(await opens(first)).toBe(false);
  });

  it('opens nothing with a line that is no entry, takes the others, and names the line alone', async () => {
    writeFileSync(path, `${first.entry.slice(0, -3)}\n${second.entry}\n`);
    await until(() => opens(second));
    expect(await opens(first)).toBe(false);
    expect(said).toEqual([expect.stringContaining('line 1 holds something that is no entry') as string]);
    expect(said.join()).not.toContain(first.entry.split(':')[3]);
  });

  it('goes on with the keys that held while the file is away, says so once, and takes it when it is back', async () => {
    await delay(50);
    rmSync(path);
    await until(() => said.length > 0);
    await delay(50);
    expect(said).toEqual([expect.stringContaining('ENOENT') as string]);
    expect(await opens(first)).toBe(true);
    writeFileSync(path, `${second.entry}\n`);
    await until(() => opens(second));
  });
});
