import { type TextDecoder } from 'node:util';
import { CsvReader } from '../csv/csv-reader';
import { fault, type IntakeFault } from '../envelope/fault-codes';
import { type CompiledMapping } from '../mapping/compile-mapping';
import { type SourceRow } from '../rows/source-row';
import { type ImportChunk, type Place, refusedItem, type TranslatedItem } from '../translation';
import { XesReader } from '../xes/xes-reader';
import { BrokenCompression, decompressed } from './decompress';
import { decoderOf, statedEncoding } from './encoding';
import { piecesOf } from './pieces';
import { type RowReader, type RowSink } from '../rows/row-reader';

const PIECE_BYTES: Readonly<Record<'csv' | 'xes', number>> = {
  // After a broken line a CSV reader reads the rest of its piece again: small pieces keep that cheap.
  csv: 16_384,
  xes: 65_536,
};

/** A chunk is handed on when it holds this many items; the last one, and one before a pause of the source, may be smaller. */
const ITEMS_OF_A_CHUNK = 512;

const REPLACEMENT = '\uFFFD';

/** Gathers translated rows and counts. */
class Collector implements RowSink {
  items: TranslatedItem[] = [];
  /** Whether the text so far held something that was no text in its encoding. */
  isSuspicious = false;
  bytesRead = 0;
  private rows = 0;
  private events = 0;
  private refusedItems = 0;

  constructor(private readonly translate: (row: SourceRow) => TranslatedItem) {}

  row(row: SourceRow): void {
    const garbled = this.isSuspicious ? garbledField(row) : null;
    if (garbled !== null) return this.refused(row.place, [garbled], row.raw());
    const item = this.translate(row);
    this.rows++;
    if (item.kind === 'refused') this.refusedItems++;
    else for (const { events } of item.writes) this.events += events.length;
    this.items.push(item);
  }

  refused(place: Place, faults: readonly IntakeFault[], raw: string): void {
    if (place.index !== undefined) this.rows++;
    this.refusedItems++;
    this.items.push(refusedItem(place, faults, raw));
  }

  take(): ImportChunk {
    const { items, bytesRead, rows, events, refusedItems: refused } = this;
    this.items = [];
    return { items, progress: { bytesRead, rows, events, refused } };
  }
}

/** In a trace's attributes too: its case is often one of them, and two names that are garbled alike would be one deal. */
const garbledField = ({ fields, trace }: SourceRow): IntakeFault | null => {
  for (const [scope, values] of [
    ['', fields],
    ['trace.', trace.fields],
  ] as const) {
    for (const [name, value] of values) {
      if (!value.includes(REPLACEMENT)) continue;
      const field = `${scope}${name}`;
      const remedy = 'State the true one (CSV: csv.encoding; XML: its own declaration), or mend the file';
      return fault(
        'undecodable-text',
        field,
        `${field} holds bytes that are no text in the file's encoding. ${remedy}.`,
      );
    }
  }
  return null;
};

async function* counted(bytes: AsyncIterable<Uint8Array>, count: (length: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    count(chunk.length);
    yield chunk;
  }
}

const readerOf = ({ file }: CompiledMapping, sink: RowSink): RowReader =>
  file.format === 'csv' ? new CsvReader(sink, file.csv) : new XesReader(sink, file.xes);

const refuseFile = (collector: Collector, code: IntakeFault['code'], message: string): void =>
  collector.refused({}, [fault(code, undefined, message)], '');

/** Feeds the text of one file to its reader; what the reader finds is in the collector after each step. */
class FileText {
  private decoder: TextDecoder | null = null;

  constructor(
    private readonly reader: RowReader,
    private readonly collector: Collector,
    private readonly encoding: string | undefined,
  ) {}

  async write(piece: Uint8Array): Promise<void> {
    if (this.decoder === null && !this.chooseDecoder(piece)) return;
    await this.feed(this.decoder!.decode(piece, { stream: true }));
  }

  async end(): Promise<void> {
    await this.feed(this.decoder?.decode() ?? '');
    await this.reader.end();
  }

  /** The file was cut off: no more text will come, and what came last may not be whole. */
  async breakOff(): Promise<void> {
    if (!this.hasGivenUp) await this.reader.breakOff();
  }

  get hasGivenUp(): boolean {
    return this.reader.hasGivenUp || this.isUnreadable;
  }

  private isUnreadable = false;

  private chooseDecoder(head: Uint8Array): boolean {
    const encoding = this.encoding ?? statedEncoding(head) ?? 'utf-8';
    this.decoder = decoderOf(encoding);
    if (this.decoder !== null) return true;
    this.isUnreadable = true;
    refuseFile(
      this.collector,
      'undecodable-text',
      `The file's encoding is ${encoding}, which is unknown. Save it as UTF-8.`,
    );
    return false;
  }

  private async feed(text: string): Promise<void> {
    if (text === '') return;
    if (!this.collector.isSuspicious && text.includes(REPLACEMENT)) this.collector.isSuspicious = true;
    await this.reader.write(text);
  }
}

/**
 * A file's bytes, plain or gzip → facts and refusals, in the order of the file, in chunks. Reads on only when the last
 * chunk was taken; holds one row (XES: and one trace's attributes) at a time. What the items are depends on the bytes
 * and the mapping alone, never on how the bytes were cut: the same file imported again gives the same ids. Throws only
 * what `bytes` itself throws.
 */
export async function* importFile(
  bytes: AsyncIterable<Uint8Array>,
  mapping: CompiledMapping,
): AsyncGenerator<ImportChunk> {
  const translator = mapping.newTranslator();
  const collector = new Collector((row) => translator.translate(row));
  const { format, csv } = mapping.file;
  const text = new FileText(readerOf(mapping, collector), collector, csv?.encoding);
  let isCutOff = false;
  const source = counted(bytes, (length) => (collector.bytesRead += length));
  try {
    for await (const piece of piecesOf(decompressed(source), PIECE_BYTES[format])) {
      await text.write(piece);
      if (collector.items.length >= ITEMS_OF_A_CHUNK) yield collector.take();
      if (text.hasGivenUp) break;
    }
  } catch (error) {
    if (!(error instanceof BrokenCompression)) throw error;
    isCutOff = true;
    const message = `The gzip file is damaged or cut off (${error.message}): what follows could not be read. Fetch it anew.`;
    await text.breakOff();
    refuseFile(collector, 'broken-compression', message);
  }
  if (!text.hasGivenUp && !isCutOff) await text.end();
  yield collector.take();
}
