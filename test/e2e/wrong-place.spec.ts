import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts, makeTestDataDir } from '@gemba/test-support';
import { gemba, StandaloneProcess } from '@gemba/test-support/processes';
import { SMALL_CRM_MAPPING, smallCrmFile } from './small-crm';

describe('Gemba at the wrong place', () => {
  const folders: string[] = [];
  const running: StandaloneProcess[] = [];
  const folder = (): string => {
    const made = makeTestDataDir();
    folders.push(made);
    return made;
  };
  afterAll(async () => {
    await Promise.all(running.map((standalone) => standalone.end('SIGTERM')));
    for (const made of folders) rmSync(made, { recursive: true, force: true });
  });

  it('is not spoken to for another: one that was killed is no longer there, whoever took its address', async () => {
    const [mine, theirs, files] = [folder(), folder(), folder()];
    const [httpPort] = await freePorts(1);
    const at = { GEMBA_HTTP_PORT: String(httpPort) };
    await (await StandaloneProcess.start(mine, at)).end('SIGKILL');
    const other = await StandaloneProcess.start(theirs, at);
    running.push(other);
    writeFileSync(join(files, 'small.mapping.yaml'), SMALL_CRM_MAPPING);
    writeFileSync(join(files, 'deals.csv'), smallCrmFile(['d1,opened,2026-03-02T09:00:00Z,ann']));
    const order = ['import', 'deals.csv', '--mapping', 'small.mapping.yaml'];
    expect(await gemba(order, { GEMBA_DATA_DIR: mine }, files)).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining(`No Gemba runs on the data folder ${mine}.`) as string,
    });
    expect((await gemba(order, { GEMBA_DATA_DIR: theirs }, files)).stdout).toContain('1 recorded');
    const { stdout } = await gemba(['verify'], { GEMBA_DATA_DIR: theirs });
    expect(stdout).toContain('The record is intact: 1 events in 1 streams.');
  });

  it('on a port that is taken says which setting to change, and the folder can be used again', async () => {
    const dataDir = folder();
    const [{ instance }] = running as [StandaloneProcess];
    const refused = StandaloneProcess.spawn(dataDir, { GEMBA_HTTP_PORT: new URL(instance.httpUrl).port });
    expect(await refused.exitCode()).toBe(1);
    expect(refused.text).toMatch(/GEMBA_HTTP_PORT is \d+, which another program listens on. Stop it, or set another/);
    const again = await StandaloneProcess.start(dataDir);
    expect(await again.end('SIGTERM')).toBe(0);
  });

  it('on the record of another PostgreSQL begins no empty one beside it', async () => {
    const dataDir = folder();
    mkdirSync(join(dataDir, 'postgres-17'));
    const refused = StandaloneProcess.spawn(dataDir);
    expect(await refused.exitCode()).toBe(1);
    expect(refused.text).toContain('Start the version that made it, or set GEMBA_DATA_DIR to another folder.');
    expect(readdirSync(dataDir)).toEqual(['postgres-17']);
  });

  it('over a database that does not answer names the setting, without a stack and without its password', async () => {
    const url = 'postgres://gemba_app:open-sesame@127.0.0.1:1/gemba';
    const refused = StandaloneProcess.spawn(folder(), { GEMBA_DATABASE_URL: url, GEMBA_DATABASE_ADMIN_URL: url });
    expect(await refused.exitCode()).toBe(1);
    expect(refused.text).toMatch(
      /^The database cannot be used: .*ECONNREFUSED.* GEMBA_DATABASE_URL .*correct them\.$/m,
    );
    expect(refused.text).not.toMatch(/open-sesame|\n +at /);
  });
});
