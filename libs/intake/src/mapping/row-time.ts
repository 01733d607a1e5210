import { canonicalInstant } from '@gemba/event-sourcing';
import { type EmitTime } from './mapping-file';
import { type ReadText } from './reference';
import { type ReadTime, type RowContext } from '../rows/source-row';
import { type ValueTools } from './value-rule';

/** When a row, or one of its events, happened; null when the column is empty and nothing may be assumed. */
export type FindTime = (context: RowContext) => ReadTime | null;

const assumedOf = (assume: string | undefined, path: string, tools: ValueTools): ReadTime | null => {
  if (assume === undefined) return null;
  const instant = canonicalInstant(assume);
  if (instant === null) tools.problems.add(`${path}.assume`, assume, 'write RFC 3339 with an offset');
  return instant === null ? null : { instant, precision: 'unknown' };
};

/** Finds times by a rule: the column if it is filled, else what may be assumed, flagged as unknown. */
export const timeFinder = (rule: EmitTime, path: string, tools: ValueTools): FindTime => {
  const { column, assume } = rule;
  const assumed = assumedOf(assume, path, tools);
  if (column === undefined) return () => assumed;
  const read: ReadText = tools.columnOf(column);
  return (context) => {
    const text = read(context);
    return text === undefined ? assumed : tools.readTime(text, column);
  };
};
