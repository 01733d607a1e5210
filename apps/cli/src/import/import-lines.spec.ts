import { type ImportLine, lastOf, summaryText } from './import-lines';

const figures = { bytes: 10, rows: 1_200, events: 1_300, recorded: 1_200, duplicates: 100, quarantined: 0 };
const line = (kind: 'progress' | 'done', rows = 1_200): ImportLine => ({
  ...{ kind, seconds: 1.5, rowsPerSecond: 800 },
  figures: { ...figures, rows },
});

async function* telling(...lines: ImportLine[]): AsyncGenerator<ImportLine> {
  yield* lines;
}

describe('an import’s answer', () => {
  it('is followed to its last line', async () => {
    const seen: number[] = [];
    const last = await lastOf(telling(line('progress', 5), line('done')), (progress) =>
      seen.push(progress.figures.rows),
    );
    expect([last.figures.rows, seen]).toEqual([1_200, [5]]);
  });

  it('that ends without a last line broke off, and the same command may be run again', async () => {
    await expect(lastOf(telling(line('progress')), () => undefined)).rejects.toMatchObject({
      exitCode: 5,
      remedy: expect.stringContaining('Run the same command again') as string,
    });
  });

  it('that failed says why', async () => {
    const failed: ImportLine = { kind: 'failed', problem: { detail: 'The record is out of reach.' } };
    await expect(lastOf(telling(failed), () => undefined)).rejects.toMatchObject({
      exitCode: 5,
      message: 'The record is out of reach.',
    });
  });

  it('is summed up in words, with the way to the quarantine only where something is in it', () => {
    const done = line('done') as Parameters<typeof summaryText>[0];
    expect(summaryText(done)).toEqual([
      '1,200 rows made 1,300 events: 1,200 recorded, 100 were there already.',
      'It took 1.5 s, 800 rows a second.',
    ]);
    const poisoned = { ...done, figures: { ...done.figures, quarantined: 2 } };
    expect(summaryText(poisoned).at(-1)).toContain('gemba quarantine list');
  });
});
