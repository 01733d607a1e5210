import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeInstance } from '@gemba/platform';
import { findInstance } from './find-instance';

describe('findInstance', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gemba-cli-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('takes GEMBA_URL before any folder', async () => {
    const environment = { GEMBA_URL: 'http://10.0.0.1:8080/', GEMBA_DATA_DIR: folder };
    expect(await findInstance(environment, '/')).toEqual({ httpUrl: 'http://10.0.0.1:8080', sqlUrl: null });
  });

  it('refuses a GEMBA_URL that is no address', async () => {
    await expect(findInstance({ GEMBA_URL: 'localhost:8080' }, '/')).rejects.toMatchObject({
      exitCode: 2,
      field: 'GEMBA_URL',
    });
  });

  it('says what to start where no instance runs on the data folder', async () => {
    await expect(findInstance({ GEMBA_DATA_DIR: 'nothing' }, folder)).rejects.toMatchObject({
      exitCode: 3,
      message: `No Gemba runs on the data folder ${join(folder, 'nothing')}.`,
      remedy: expect.stringContaining('npm start') as string,
    });
  });

  it('says so where the data folder is a file, or where its own file is spoilt', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(findInstance({ GEMBA_DATA_DIR: 'file' }, folder)).rejects.toMatchObject({ exitCode: 3 });
    writeFileSync(join(folder, 'instance.json'), '{');
    await expect(findInstance({ GEMBA_DATA_DIR: '.' }, folder)).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('instance.json, which says where Gemba answers, cannot be read') as string,
    });
  });

  it('reads the address from the data folder, taken from the working directory', async () => {
    writeInstance(folder, { pid: 1, httpUrl: 'http://127.0.0.1:4', sqlUrl: 'postgres://x', startedAt: '' });
    expect(await findInstance({ GEMBA_DATA_DIR: '.' }, folder)).toEqual({
      httpUrl: 'http://127.0.0.1:4',
      sqlUrl: 'postgres://x',
    });
  });
});
