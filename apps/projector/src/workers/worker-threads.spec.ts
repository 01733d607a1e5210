import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '@gemba/test-support';
import { WorkerThreads } from './worker-threads';

const SOURCE = { tables: 't', history: 'h' };
const AS_OF = '2026-03-02T00:00:00.000000Z';

/** Answers with its thread's number; some tables are not answered, fail, or are its death. */
const SCRIPT = `
  const { parentPort, threadId } = require('node:worker_threads');
  parentPort.on('message', ({ id, asks: [table] }) => {
    if (table === 'never') return;
    if (table === 'deadly') process.exit(3);
    if (table === 'broken') throw new Error('out of order');
    if (table === 'faulty') return parentPort.postMessage({ kind: 'failure', id, error: new Error('it does not add up') });
    parentPort.postMessage({ kind: 'answer', id, answer: { rows: [{ thread: threadId }], position: '1', recordedAt: null, events: 1 } });
  });
`;

describe('worker threads', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gemba-workers-'));
  const script = join(folder, 'worker.js');
  let workers: WorkerThreads;
  beforeAll(() => writeFileSync(script, SCRIPT));
  beforeEach(() => void (workers = new WorkerThreads({ databaseUrl: 'postgres://nowhere' }, 2, script)));
  afterEach(() => workers.end());
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const analyse = async (table: string): Promise<number> =>
    (await workers.analyse(table, SOURCE, AS_OF)).rows[0]!['thread'] as number;

  it('keep one thread where one is enough', async () => {
    const [first, second] = [await analyse('a'), await analyse('b')];
    expect(second).toBe(first);
  });

  it('start another while the first is at work, and no more than they may', async () => {
    const threads = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(analyse));
    expect(new Set(threads).size).toBe(2);
  });

  it('tell what a job failed for, and go on', async () => {
    await expect(analyse('faulty')).rejects.toThrow('it does not add up');
    expect(await analyse('a')).toBeGreaterThan(0);
  });

  it.each([
    ['deadly', 'it was told to'],
    ['broken', 'out of order'],
  ])('refuse what a thread was at when it died, and start another for the rest: %s', async (table, why) => {
    // Two threads are busy for good with two jobs each; what comes then waits for one of them to go.
    const never = [analyse('never'), analyse('never'), analyse('never')].map((job) => job.catch((e: Error) => e));
    const deadly = analyse(table).catch((error: Error) => error);
    const waiting = analyse('a');
    expect(await deadly).toMatchObject({ message: expect.stringContaining(why) as string });
    expect(await waiting).toBeGreaterThan(0);
    await workers.end();
    for (const job of never) expect(await job).toBeInstanceOf(Error);
  });

  it('refuse everything under way, and everything new, once they were ended', async () => {
    const jobs = ['never', 'never', 'never', 'never', 'never'].map((table) =>
      analyse(table).catch((e: Error) => e.message),
    );
    await waitUntil(() => workers.running === 2);
    await workers.end();
    for (const job of jobs) expect(await job).toContain('ended');
    await expect(analyse('a')).rejects.toThrow('The workers were ended.');
  });
});
