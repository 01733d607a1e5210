import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Instance, readInstance, removeInstance, writeInstance } from './instance-file';

const instanceOf = (pid: number): Instance => ({
  pid,
  httpUrl: 'http://127.0.0.1:8080',
  sqlUrl: null,
  startedAt: '2026-03-02T09:00:00.000000Z',
});

describe('how programs find a running Gemba', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gemba-instance-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('tells of the process that runs, until it takes its file away', () => {
    expect(readInstance(folder)).toBeNull();
    writeInstance(folder, instanceOf(process.pid));
    expect(readInstance(folder)).toEqual(instanceOf(process.pid));
    removeInstance(folder, process.pid);
    expect(readInstance(folder)).toBeNull();
  });

  it('does not tell of one that was killed: another may listen at its address by now', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
    writeInstance(folder, instanceOf(child.pid!));
    expect(readInstance(folder)).toEqual(instanceOf(child.pid!));
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(readInstance(folder)).toBeNull();
  });

  it('takes no other process for it that was given its number', () => {
    writeInstance(folder, instanceOf(process.pid));
    const file = join(folder, 'instance.json');
    const kept = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...kept, identity: 'begun at another time' }));
    expect(readInstance(folder)).toBeNull();
  });
});
