import { type IntakeFault } from '../envelope/fault-codes';
import { type SourceRow } from './source-row';
import { type Place } from '../translation';

/** Where a reader puts what it finds, in the order of the file. */
export interface RowSink {
  readonly row: (row: SourceRow) => void;
  readonly refused: (place: Place, faults: readonly IntakeFault[], raw: string) => void;
}

/** Reads rows out of one file's text, given to it in pieces. Never throws for what the file holds. */
export interface RowReader {
  /** Resolves when everything that the pieces so far hold has been put into the sink. */
  write(text: string): Promise<void> | void;
  end(): Promise<void> | void;
  /** The text ends here though the file does not: what has begun is refused, never taken for a whole row. */
  breakOff(): Promise<void> | void;
  /** Nothing that follows will be read; the sink has been told why. */
  readonly hasGivenUp: boolean;
}
