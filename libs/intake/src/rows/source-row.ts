import { type TimePrecision } from '@gemba/event-sourcing';
import { type Place } from '../translation';

/** Values of a row or element by name, as text; an empty text counts as absent. */
export type Fields = ReadonlyMap<string, string>;

/** One row of a CSV file, or one event of a log, as its reader found it. */
export interface SourceRow {
  readonly place: Place;
  /** Place in the file, from 1. */
  readonly rowNumber: number;
  readonly fields: Fields;
  /** Names of the fields that hold a number or a truth value rather than text. */
  readonly typed: ReadonlyMap<string, 'number' | 'boolean'>;
  readonly trace: TraceContext;
  /** The row as it stands in the file. */
  readonly raw: () => string;
}

/** What surrounds a log's event; the same for all events of a trace. A CSV file is one trace. */
export interface TraceContext {
  readonly fields: Fields;
  readonly log: Fields;
  /** Defaults of events, where the mapping applies them. */
  readonly defaults: Fields;
  /** Place in the file, from 1. */
  readonly traceNumber: number;
  /** Place of the file's rows before this trace's first. */
  readonly rowsBefore: number;
}

/** When something happened, and how well the source knew. */
export interface ReadTime {
  /** Canonical. */
  readonly instant: string;
  readonly precision: TimePrecision | undefined;
}

/** A row on its way through a mapping. */
export interface RowContext {
  readonly row: SourceRow;
  /** Native id of the row's deal; empty until it is known. */
  readonly caseId: string;
  /** The row's own time; null where it has none. */
  readonly time: ReadTime | null;
}
