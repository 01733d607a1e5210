import { gzipSync } from 'node:zlib';
import { type AppendOutcome, EventStoreUnavailable, InMemoryEventStore, type StreamWrite } from '@gemba/event-sourcing';
import { type CompiledMapping, readMapping, type RefusedItem } from '@gemba/intake';
import { type ImportParts, runImport } from './run-import';
import type { ImportFigures } from './import-line';

const MAPPING = `
mapping: 1
name: calls
version: 1
source: phone
format: csv
case: '{job}'
time: { column: starts }
id: [case, no]
activity: { activity: '{what}' }
`;

const mapping = ((): CompiledMapping => {
  const read = readMapping(MAPPING);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.mapping;
})();

const ROWS = 5_000;
const POISON_EVERY = 1_000;
const csv = Buffer.from(
  `no,job,starts,what\n${Array.from({ length: ROWS }, (_, no) => {
    const at = no % POISON_EVERY === 500 ? 'yesterday' : `2026-09-02T10:${String(no % 60).padStart(2, '0')}:00Z`;
    return `${no},${Math.floor(no / 20)},${at},call\n`;
  }).join('')}`,
);

async function* piecesOf(bytes: Uint8Array, size: number, breakAt = Infinity): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    if (at >= breakAt) throw new Error('The upload broke off.');
    yield bytes.subarray(at, at + size);
  }
}

class Run {
  readonly store: InMemoryEventStore;
  readonly setAside: RefusedItem[] = [];
  readonly progress: ImportFigures[] = [];

  constructor(store = new InMemoryEventStore(() => '2026-09-03T00:00:00.000000Z')) {
    this.store = store;
  }

  import(bytes: AsyncIterable<Uint8Array>, parts: Partial<ImportParts> = {}): Promise<ImportFigures> {
    return runImport({
      bytes,
      mapping,
      store: this.store,
      setAside: async (items) => void this.setAside.push(...items),
      onProgress: (figures) => this.progress.push(figures),
      pauseBeforeRetry: (_attempt, error) => Promise.reject(error),
      ...parts,
    });
  }

  /** What the record holds, whatever the order in which it came. */
  async record(): Promise<string[]> {
    const events = await this.store.readAll(0n, 100_000);
    return events.map(({ eventId, digest, stream }) => `${stream} ${eventId} ${digest}`).sort();
  }
}

class FaltingStore extends InMemoryEventStore {
  constructor(private failures: number) {
    super(() => '2026-09-03T00:00:00.000000Z');
  }

  override async append(writes: readonly StreamWrite[]): Promise<AppendOutcome[]> {
    if (this.failures-- > 0) throw new EventStoreUnavailable('gone for a moment');
    return super.append(writes);
  }
}

describe('running an import', () => {
  it('records every row it can and sets the others aside with their lines', async () => {
    const run = new Run();
    const figures = await run.import(piecesOf(gzipSync(csv), 1_000));
    expect(figures).toMatchObject({ rows: ROWS, recorded: ROWS - 5, duplicates: 0, quarantined: 5 });
    expect(run.setAside.map(({ place }) => place.line)).toEqual([502, 1502, 2502, 3502, 4502]);
  });

  it('tells progress that only grows and ends with the whole', async () => {
    const run = new Run();
    const figures = await run.import(piecesOf(csv, 10_000));
    expect(run.progress.length).toBeGreaterThan(3);
    for (const [index, { rows, recorded }] of run.progress.entries()) {
      expect(rows).toBeGreaterThanOrEqual(run.progress[index - 1]?.rows ?? 0);
      expect(recorded).toBeGreaterThanOrEqual(run.progress[index - 1]?.recorded ?? 0);
    }
    expect(run.progress.at(-1)).toEqual(figures);
  });

  it('ends with the same record when it broke off, wherever that was, and was started again', async () => {
    const undisturbed = new Run();
    await undisturbed.import(piecesOf(csv, 10_000));
    for (const breakAt of [0, 1, 20_000, 70_000, 170_000]) {
      const run = new Run();
      await expect(run.import(piecesOf(csv, 10_000, breakAt))).rejects.toThrow('broke off');
      const { recorded, duplicates } = await run.import(piecesOf(csv, 7_777));
      expect(recorded + duplicates).toBe(ROWS - 5);
      expect(await run.record()).toEqual(await undisturbed.record());
    }
  });

  it('records nothing when it runs a second time', async () => {
    const run = new Run();
    await run.import(piecesOf(csv, 10_000));
    expect(await run.import(piecesOf(csv, 10_000))).toMatchObject({ recorded: 0, duplicates: ROWS - 5 });
  });

  it('sends the same again when the record was out of reach for a while', async () => {
    const run = new Run(new FaltingStore(3));
    const attempts: number[] = [];
    const pauseBeforeRetry = async (attempt: number): Promise<void> => void attempts.push(attempt);
    const figures = await run.import(piecesOf(csv, 10_000), { pauseBeforeRetry });
    expect(figures).toMatchObject({ recorded: ROWS - 5, quarantined: 5 });
    expect(attempts).toHaveLength(3);
  });

  it('gives up, and quarantines nothing for it, when the record stays out of reach', async () => {
    const run = new Run(new FaltingStore(1_000));
    await expect(run.import(piecesOf(csv, 10_000))).rejects.toThrow(EventStoreUnavailable);
    expect(run.setAside).toEqual([]);
  });
});
