import { type ReadText } from './reference';
import { type RowContext } from '../rows/source-row';
import { RepeatCounter } from './repeat-counter';

const escaped = (text: string): string => (/[|~\\]/.test(text) ? text.replace(/[|~\\]/g, '\\$&') : text);

/**
 * The source event ids of a log that has none: the values that tell a row apart, joined by `|`, with `~2`, `~3` … for
 * further rows that are equal in all of them. The same file gives the same ids each time.
 *
 * Rows of one trace are counted within it, and the traces of one case among each other (`@2`): what must be remembered
 * grows with the cases of a log, not with its events. A CSV file is one trace, so there it grows with the rows: 16
 * bytes each.
 */
export class RowIds {
  private readonly cases = new RepeatCounter();
  private rows = new RepeatCounter();
  private trace = 0;
  private caseMark = '';

  constructor(private readonly readers: readonly ReadText[]) {}

  next(context: RowContext): string {
    const { traceNumber } = context.row.trace;
    if (traceNumber !== this.trace) this.openTrace(traceNumber, context.caseId);
    const told = this.readers.map((read) => escaped(read(context) ?? '')).join('|');
    const id = `${told}${this.caseMark}`;
    const times = this.rows.count(id);
    return times === 1 ? id : `${id}~${times}`;
  }

  private openTrace(traceNumber: number, caseId: string): void {
    this.trace = traceNumber;
    this.rows = new RepeatCounter();
    const times = this.cases.count(caseId);
    this.caseMark = times === 1 ? '' : `|@${times}`;
  }
}
