import { type Parser, parse } from 'csv-parse';
import { ROW_LENGTH_MAX } from '../envelope/bounds';
import { fault, type IntakeFault } from '../envelope/fault-codes';
import { type RowReader, type RowSink } from '../rows/row-reader';
import { type CsvOptions } from '../mapping/mapping-file';
import { type Fields, type TraceContext } from '../rows/source-row';

const NO_FIELDS: Fields = new Map();
const WHOLE_FILE: TraceContext = {
  fields: NO_FIELDS,
  log: NO_FIELDS,
  defaults: NO_FIELDS,
  traceNumber: 1,
  rowsBefore: 0,
};
const NOTHING_TYPED: ReadonlyMap<string, 'number' | 'boolean'> = new Map();
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

const countLines = (bytes: Uint8Array): number => {
  let lines = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) lines++;
  return lines;
};

const blankLength = (bytes: Uint8Array): number => {
  let length = 0;
  while (bytes[length] === LINE_FEED || bytes[length] === CARRIAGE_RETURN) length++;
  return length;
};

/** Column names; one that comes twice gets a number, so that nothing in the file is unreachable. */
const namesOf = (header: readonly string[]): readonly string[] => {
  const seen = new Map<string, number>();
  return header.map((name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name}#${times}`;
  });
};

/**
 * Reads the rows of a CSV file from a stream of text. A row that cannot be read is refused with its line, and reading
 * goes on with the next line: a quote that nobody closed costs one line, not the rest of the file.
 */
export class CsvReader implements RowReader {
  hasGivenUp = false;
  private parser: Parser;
  /** Bytes after the last row that was read whole, and what of the present parser's input lies before them. */
  private pending: Buffer = Buffer.alloc(0);
  private parsedBytes = 0;
  private line = 1;
  private names: readonly string[] | null;
  private rowNumber = 0;
  private broken: string | null = null;

  constructor(
    private readonly sink: RowSink,
    private readonly options: CsvOptions = {},
  ) {
    this.names = options.columns === undefined ? null : namesOf(options.columns);
    this.parser = this.newParser();
  }

  async write(text: string): Promise<void> {
    let fed: Buffer = Buffer.from(text, 'utf8');
    this.pending = Buffer.concat([this.pending, fed]);
    while (!this.hasGivenUp) {
      await this.feed(fed);
      if (this.broken === null && this.pending.length > ROW_LENGTH_MAX)
        this.broken = 'it is too long, or a quote is never closed';
      if (this.broken === null) return;
      this.refuseFirstLine(this.broken);
      fed = this.pending;
    }
  }

  async end(): Promise<void> {
    while (!this.hasGivenUp) {
      await new Promise<void>((resolve) => this.parser.once('finish', resolve).end());
      if (this.broken === null) return;
      this.refuseFirstLine(this.broken);
      await this.feed(this.pending);
    }
  }

  /** The row that the cut went through may have all its cells, the last of them shorter than it was. */
  breakOff(): void {
    const raw = this.pending.subarray(blankLength(this.pending)).toString('utf8');
    if (this.hasGivenUp || raw === '') return;
    this.rowNumber++;
    const message = `Line ${this.line} is the last that came: what followed was lost, so nobody knows whether it is whole. Fetch the file anew.`;
    this.sink.refused({ line: this.line, index: this.rowNumber - 1 }, [fault('broken-csv', undefined, message)], raw);
  }

  /** Rows come synchronously, in the order of the file; a parser that has found a fault is listened to no more. */
  private newParser(): Parser {
    const { delimiter = ',', quote = '"' } = this.options;
    this.parsedBytes = 0;
    const parser: Parser = parse({
      delimiter,
      quote,
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_record: (cells: string[], { bytes }) => {
        if (this.broken === null && this.parser === parser) this.take(cells, bytes);
        return null;
      },
      on_skip: (error) => {
        if (this.parser === parser) this.broken ??= this.reasonOf(error?.code);
        return undefined;
      },
    });
    return parser;
  }

  private reasonOf(code: string | undefined): string {
    if (code === 'CSV_QUOTE_NOT_CLOSED') return 'a quote is never closed';
    if (code === 'CSV_INVALID_CLOSING_QUOTE') return 'after a closing quote something other than a delimiter follows';
    if (code === 'INVALID_OPENING_QUOTE') return 'a quote stands in the middle of a cell';
    return `the parser reports ${code ?? 'a fault'}`;
  }

  private feed(bytes: Buffer): Promise<void> {
    return new Promise((resolve) => this.parser.write(bytes, () => resolve()));
  }

  /** The record that ends at this byte of the present parser's input. */
  private take(cells: string[], endsAt: number): void {
    const length = endsAt - this.parsedBytes;
    const bytes = this.pending.subarray(0, length);
    const blank = blankLength(bytes);
    this.line += countLines(bytes.subarray(0, blank));
    const raw = bytes.subarray(blank);
    if (this.names === null && this.isHeaderOfOneLine(cells, raw)) return;
    if (this.names === null) this.names = namesOf(cells);
    else this.put(cells, raw, this.names);
    this.line += countLines(raw);
    this.pending = this.pending.subarray(length);
    this.parsedBytes = endsAt;
  }

  /** Whether all lines of the file were taken for one: else it would pass for a file with a header and no row. */
  private isHeaderOfOneLine(cells: readonly string[], raw: Buffer): boolean {
    if (raw.includes(this.options.quote ?? '"') || !cells.some((cell) => cell.includes('\r'))) return false;
    this.broken = 'its lines end with a carriage return alone, which is not read; save the file with line feeds';
    return true;
  }

  private put(cells: readonly string[], raw: Buffer, names: readonly string[]): void {
    this.rowNumber++;
    const place = { line: this.line, index: this.rowNumber - 1 };
    const text = (): string => raw.toString('utf8').replace(/\r?\n?$/, '');
    const found = this.shapeFault(cells, raw, names);
    if (found !== null) return this.sink.refused(place, [found], text());
    const fields = new Map<string, string>();
    for (let index = 0; index < names.length; index++) fields.set(names[index]!, cells[index]!);
    this.sink.row({ place, rowNumber: this.rowNumber, fields, typed: NOTHING_TYPED, trace: WHOLE_FILE, raw: text });
  }

  private shapeFault(cells: readonly string[], raw: Buffer, names: readonly string[]): IntakeFault | null {
    if (raw.length > ROW_LENGTH_MAX) {
      const message = `The row of line ${this.line} has ${raw.length} bytes, more than ${ROW_LENGTH_MAX}. Make it smaller.`;
      return fault('too-large', undefined, message);
    }
    if (cells.length === names.length) return null;
    const message = `The row of line ${this.line} has ${cells.length} cells, its header ${names.length}. Quote cells that hold the delimiter, and mend the row.`;
    return fault('ragged-row', undefined, message);
  }

  /** Refuses the line where the trouble began, and starts anew after it. */
  private refuseFirstLine(why: string): void {
    const blank = blankLength(this.pending);
    this.line += countLines(this.pending.subarray(0, blank));
    const feed = this.pending.indexOf(LINE_FEED, blank);
    const end = feed < 0 ? this.pending.length : feed + 1;
    const raw = this.pending
      .subarray(blank, Math.min(end, blank + ROW_LENGTH_MAX))
      .toString('utf8')
      .replace(/\r?\n$/, '');
    this.rowNumber++;
    const message = `Line ${this.line} is broken CSV: ${why}. Mend the line.`;
    this.sink.refused({ line: this.line, index: this.rowNumber - 1 }, [fault('broken-csv', undefined, message)], raw);
    if (this.names === null) this.giveUp();
    this.line += countLines(this.pending.subarray(blank, end));
    this.pending = this.pending.subarray(end);
    this.broken = null;
    this.parser.destroy();
    this.parser = this.newParser();
  }

  private giveUp(): void {
    const message =
      'The header cannot be read, so no row has names for its cells. Mend the first line and import again.';
    this.sink.refused({ line: this.line }, [fault('broken-csv', undefined, message)], '');
    this.hasGivenUp = true;
  }
}
