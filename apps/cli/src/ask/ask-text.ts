import { type Estimate, type TableQuestion } from '@gemba/read-models';
import { columns } from '../output/columns';
import { readableInstant } from '../output/readable-instant';

/** What an answer over HTTP says, whatever its question. */
export interface AskAnswer {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly n: number | null;
  readonly asOf: string | null;
  readonly next: string | null;
  readonly freshness: readonly { readonly table: string; readonly state: string; readonly lagEvents: number }[];
}

const apiWord = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;
const DIGITS = 4;

const numberText = (value: number): string =>
  Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(DIGITS)));

const cellOf = (value: unknown): string | number => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return Number.isInteger(value) ? value : numberText(value);
  if (typeof value !== 'string') return Array.isArray(value) ? value.join(', ') : JSON.stringify(value);
  return INSTANT.test(value) ? readableInstant(value) : value;
};

interface ShownColumn {
  readonly title: string;
  readonly cells: readonly (string | number)[];
}

/** What tells rows apart: everything that people filter or order them by. */
const telling = ({ filters, order, orders = {} }: TableQuestion): string[] => {
  const filtered = Object.values(filters).flatMap((filter): readonly string[] => {
    if (typeof filter === 'string') return [filter];
    if ('either' in filter) return filter.either;
    return ['column' in filter ? filter.column : 'span' in filter ? filter.span : filter.present];
  });
  const ordered = Object.values(orders).flatMap((terms) => terms.map((term) => term.replace(/^-/, '')));
  const names = [...order, ...filtered, ...ordered].filter((name) => name !== 'group_id');
  return [...new Set(names)];
};

const estimateColumns = ({ value, n, interval }: Estimate, rows: AskAnswer['rows'], withN: boolean): ShownColumn[] => {
  const of = (name: string) => rows.map((row) => row[apiWord(name)]);
  const [lows, highs] = (interval ?? []).map(of);
  const range = (_: unknown, i: number): string =>
    typeof lows![i] === 'number' || typeof highs![i] === 'number'
      ? [lows![i], highs![i]].map((end) => (typeof end === 'number' ? numberText(end) : '?')).join(' to ')
      : '';
  return [
    { title: apiWord(value), cells: of(value).map(cellOf) },
    ...(interval === undefined ? [] : [{ title: '95 % interval', cells: rows.map(range) }]),
    ...(withN ? [{ title: apiWord(n), cells: of(n).map(cellOf) }] : []),
  ];
};

const isSaying = ({ cells }: ShownColumn): boolean => cells.some((cell) => cell !== '');
const isSame = ({ cells }: ShownColumn): boolean => cells.length > 1 && cells.every((cell) => cell === cells[0]);

const standingText = ({ rows, n, asOf, next, freshness }: AskAnswer): string => {
  const count = n === null || n === rows.length ? `${rows.length} rows` : `${rows.length} of ${n} rows`;
  const states = freshness.map(
    ({ table, state, lagEvents }) => `${table} ${state}${lagEvents > 0 ? `, ${lagEvents} events behind` : ''}`,
  );
  const more = next === null ? [] : ['there are more: --limit, or --csv for all'];
  return [count, ...(asOf === null ? [] : [`as of ${readableInstant(asOf)}`]), ...states, ...more].join(' · ');
};

/** The answer for people: what all rows share once, then a line for each, estimates with interval and n. */
export const askText = (question: TableQuestion, answer: AskAnswer): string[] => {
  const { rows } = answer;
  const estimates = question.estimates ?? [];
  const shown = [
    ...telling(question)
      .filter((name) => !estimates.some(({ value, n }) => value === name || n === name))
      .map((name) => ({ title: apiWord(name), cells: rows.map((row) => cellOf(row[apiWord(name)])) })),
    // Several estimates may rest on the same cases: their number is shown beside the first.
    ...estimates.flatMap((estimate, i) =>
      estimateColumns(estimate, rows, !estimates.slice(0, i).some(({ n }) => n === estimate.n)),
    ),
  ].filter(isSaying);
  const shared = shown.filter(isSame);
  const own = shown.filter((column) => !isSame(column));
  const lines = [own.map(({ title }) => title), ...rows.map((_, i) => own.map(({ cells }) => cells[i]!))];
  return [
    ...(shared.length === 0 ? [] : [`All: ${shared.map(({ title, cells }) => `${title} ${cells[0]}`).join(' · ')}`]),
    ...(own.length === 0 ? [] : columns(lines)),
    standingText(answer),
  ];
};
