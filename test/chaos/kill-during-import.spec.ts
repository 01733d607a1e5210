import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '@gemba/process-analytics';
import { makeTestDataDir } from '@gemba/test-support';
import { InstanceUnderFire } from './instance-under-fire';
import { loanLog } from './loan-log';

const KILLS = Number(process.env['GEMBA_CHAOS_KILLS'] ?? 50);
const SEED = Number(process.env['GEMBA_CHAOS_SEED'] ?? 20_120_314);
const CASES = Number(process.env['GEMBA_CHAOS_CASES'] ?? 3_000);

/** Ports below the range that the system gives out by itself, one pair a process of this test. */
const port = (): number => 20_000 + (process.pid % 4_000) * 2;

describe(`an import under ${KILLS} kills (GEMBA_CHAOS_SEED=${SEED})`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'gemba-chaos-'));
  const file = join(folder, 'loans.xes');
  const importArgs = ['import', file, '--mapping', 'bpic2012'] as const;
  const instances: InstanceUnderFire[] = [];
  const instance = (no: number): InstanceUnderFire => {
    const made = new InstanceUnderFire(makeTestDataDir(), port() + 8_000 * no, port() + 8_000 * no + 1);
    instances.push(made);
    return made;
  };

  afterAll(async () => {
    for (const made of instances) await made.stop();
    rmSync(folder, { recursive: true });
  });

  it('ends with the record and the tables of an undisturbed one', async () => {
    writeFileSync(file, [...loanLog(CASES, SEED)].join(''));

    const calm = instance(0);
    await calm.start();
    const startedMs = performance.now();
    expect(await calm.cli(...importArgs)).toMatchObject({ exitCode: 0 });
    // What is recorded already goes faster: kills are aimed at what an import takes by now.
    let importMs = performance.now() - startedMs;
    expect((await calm.cli('status', '--wait')).exitCode).toBe(0);
    const expected = await calm.digests();
    await calm.stop();

    const hit = instance(1);
    const random = seededRandom(SEED);
    const interrupted = { node: 0, postgres: 0 };
    for (let kill = 0; kill < KILLS; kill++) {
      await hit.start();
      const begunMs = performance.now();
      const running = hit.cli(...importArgs);
      let endedMs = Infinity;
      void running.then(() => (endedMs = performance.now()));
      await delay(random() * importMs);
      const stillImporting = endedMs === Infinity;
      if (kill < KILLS / 2) {
        await hit.killNode();
        interrupted.node += stillImporting ? 1 : 0;
      } else {
        await hit.killPostgres();
        interrupted.postgres += stillImporting ? 1 : 0;
      }
      const { exitCode } = await running;
      if (exitCode === 0 && !stillImporting) importMs = Math.min(importMs, endedMs - begunMs);
      process.stderr.write(
        `kill ${kill + 1}: ${stillImporting ? 'met the import' : 'came after it'}, which ended with ${exitCode}\n`,
      );
    }
    // Kills that all came too late would prove nothing.
    expect(interrupted.node).toBeGreaterThan(KILLS / 8);
    expect(interrupted.postgres).toBeGreaterThan(KILLS / 8);

    await hit.start();
    expect(await hit.cli(...importArgs)).toMatchObject({ exitCode: 0 });
    expect((await hit.cli('status', '--wait')).exitCode).toBe(0);
    expect(await hit.digests()).toEqual(expected);
    expect(await hit.cli('verify')).toMatchObject({ exitCode: 0 });
    console.log(`kills that met a running import: ${JSON.stringify(interrupted)}; ${JSON.stringify(expected)}`);
  });
});
