import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { detailsOf, GembaConfig, GembaMetrics, Problem, unavailable } from '@gemba/platform';
import type { ImportFigures, ImportLine } from './import-line';
import type { FromWorker } from './import-messages';
import { ImportThread } from './import-thread';
import type { Upload } from './upload';

/** Each keeps a processor busy: more of them would only wait for each other. */
const IMPORTS_AT_ONCE_MAX = 2;
const PIECE_BYTES = 256 * 1024;

type Told = Extract<FromWorker, { kind: 'progress' | 'done' }>;

/** Imports of this process, each in a thread of its own; the event loop only passes their bytes on. */
@Injectable()
export class Imports implements BeforeApplicationShutdown {
  private readonly running = new Set<ImportThread>();

  constructor(
    @Inject(GembaConfig) private readonly config: GembaConfig,
    @Inject(GembaMetrics) private readonly metrics: GembaMetrics,
  ) {}

  /** Lines as the import goes on. Throws before the first when the mapping is at fault. */
  async start({
    mapping,
    corrects,
    lookups,
    file,
  }: Upload & { readonly mapping: string }): Promise<AsyncGenerator<ImportLine>> {
    if (this.running.size >= IMPORTS_AT_ONCE_MAX) throw tooMany();
    const { databaseUrl, eventStore: record } = this.config;
    const thread = new ImportThread({ databaseUrl: databaseUrl!, record, mapping, corrects, lookups });
    this.running.add(thread);
    void thread.gone().then(() => this.running.delete(thread));
    const said = thread.said();
    const { value: first } = await said.next();
    if (first?.kind === 'faulty-mapping') throw faultyMapping(first);
    if (first?.kind !== 'ready') throw unavailable('The import could not begin.');
    void pass(file, thread);
    return this.lines(said);
  }

  /** A stop does not wait for the rest of a file: what is under way is finished, the sender is told to come again. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(
      [...this.running].map((thread) => {
        thread.finish('broken-off');
        return thread.gone();
      }),
    );
  }

  private count({ figures, appendSeconds }: Told, before: ImportFigures): void {
    this.metrics.importRowsTotal.inc(figures.rows - before.rows);
    this.metrics.eventsTotal.inc({ outcome: 'recorded' }, figures.recorded - before.recorded);
    this.metrics.eventsTotal.inc({ outcome: 'duplicate' }, figures.duplicates - before.duplicates);
    this.metrics.eventsTotal.inc({ outcome: 'quarantined' }, figures.quarantined - before.quarantined);
    for (const seconds of appendSeconds) this.metrics.appendSeconds.observe(seconds);
  }

  private async *lines(said: AsyncGenerator<FromWorker>): AsyncGenerator<ImportLine> {
    const startedAt = performance.now();
    let before = NOTHING_YET;
    // At once, so that the sender knows that it was let in.
    yield figuresLine('progress', NOTHING_YET, 0);
    for await (const message of said) {
      if (message.kind === 'failed') yield failedLine(message);
      if (message.kind !== 'progress' && message.kind !== 'done') continue;
      this.count(message, before);
      before = message.figures;
      yield figuresLine(message.kind, message.figures, (performance.now() - startedAt) / 1000);
    }
  }
}

const NOTHING_YET: ImportFigures = { bytes: 0, rows: 0, events: 0, recorded: 0, duplicates: 0, quarantined: 0 };

/** Gathers small pieces, so that a thread is not woken for each packet. */
const pass = async (file: AsyncIterable<Uint8Array>, thread: ImportThread): Promise<void> => {
  let gathered: Uint8Array[] = [];
  let bytes = 0;
  const send = async (): Promise<void> => {
    const piece = new Uint8Array(bytes);
    let at = 0;
    for (const part of gathered) {
      piece.set(part, at);
      at += part.length;
    }
    gathered = [];
    bytes = 0;
    await thread.write(piece);
  };
  try {
    for await (const part of file) {
      // A thread that has given up needs no more; the rest is read all the same, or the sender would never hear why.
      if (thread.isOver) continue;
      gathered.push(part);
      bytes += part.length;
      if (bytes >= PIECE_BYTES) await send();
    }
    if (bytes > 0) await send();
    thread.finish('complete');
  } catch {
    thread.finish('broken-off');
  }
};

const figuresLine = (kind: 'progress' | 'done', figures: ImportFigures, elapsed: number): ImportLine => ({
  kind,
  seconds: Math.round(elapsed * 1000) / 1000,
  rowsPerSecond: elapsed === 0 ? 0 : Math.round(figures.rows / elapsed),
  figures,
});

const failedLine = ({ code, message }: Extract<FromWorker, { kind: 'failed' }>): ImportLine => {
  const remedy = 'Send the same file again: what is recorded already is not recorded twice.';
  return { kind: 'failed', problem: detailsOf(new Problem(503, code, message, { remedy })) };
};

const faultyMapping = ({ faults }: Extract<FromWorker, { kind: 'faulty-mapping' }>): Problem =>
  new Problem(422, 'mapping-faulty', `The mapping is at fault: ${faults.map(({ message }) => message).join(' ')}`, {
    field: 'mapping',
    remedy: 'Mend what is named; nothing was recorded.',
    extensions: { faults },
  });

const tooMany = (): Problem =>
  new Problem(429, 'imports-busy', `${IMPORTS_AT_ONCE_MAX} imports are running already.`, {
    remedy: 'Wait until one of them is done.',
    headers: { 'retry-after': '10' },
  });
