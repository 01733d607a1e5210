import { type ColumnType, type Filter } from '@gemba/read-models';
import { apiText } from './api-text';
import { type AskedColumn, type AskedTable } from './asked-table';
import { type ColumnWords, wordsOf } from './column-words';

/** A parameter that narrows an answer down. */
export interface FilterParameter {
  readonly name: string;
  /** The filter it belongs to: by this name `unknown` asks for rows in which what it compares is null. */
  readonly of: string;
  readonly meaning: string;
  /** What is compared; of several columns one has to fit. All have the type. */
  readonly columns: readonly string[];
  readonly type: ColumnType;
  readonly compare: 'equals' | 'from' | 'before' | 'present';
  /** All the values there are; null where any is possible. */
  readonly words: ColumnWords | null;
  /** What other columns have to say besides. */
  readonly where: Readonly<Record<string, string>>;
  /** Whether one of the columns may be null, so that rows without it can be asked for. */
  readonly mayBeUnknown: boolean;
}

type Named = (name: string) => AskedColumn;

const parametersOf = (table: AskedTable, name: string, filter: Filter, named: Named): FilterParameter[] => {
  const of = (columns: readonly string[]) => ({
    ...{ name, of: name, where: {}, words: null, columns, type: named(columns[0]!).type },
    mayBeUnknown: columns.some((column) => named(column).nullable),
  });
  if (typeof filter === 'string') {
    const meaning = apiText(table, named(filter).comment);
    return [{ ...of([filter]), meaning, compare: 'equals', words: wordsOf(table, filter) }];
  }
  const { meaning } = filter;
  if ('either' in filter) return [{ ...of(filter.either), meaning, compare: 'equals' }];
  if ('column' in filter) {
    const where = filter.where as Readonly<Record<string, string>>;
    return [{ ...of([filter.column]), meaning, compare: 'equals', where }];
  }
  // Whether there is a value is what it asks: nothing more is to be said of unknown ones.
  if ('present' in filter) return [{ ...of([filter.present]), meaning, compare: 'present', mayBeUnknown: false }];
  const span = of([filter.span]);
  return [
    { ...span, name: `${name}From`, meaning: `${meaning}: at or after`, compare: 'from' },
    { ...span, name: `${name}Before`, meaning: `${meaning}: before`, compare: 'before' },
  ];
};

/** The parameters that a question is narrowed down by. Throws where the question names a column that is not there. */
export const filterParameters = (table: AskedTable): FilterParameter[] => {
  const columns = new Map(table.standing.columns.map((column) => [column.name, column]));
  const named: Named = (name) => {
    const column = columns.get(name);
    if (column !== undefined) return column;
    throw new Error(`The question /v1/${table.question.path} filters by ${name}, no column of ${table.name}.`);
  };
  return Object.entries(table.question.filters).flatMap(([name, filter]) => parametersOf(table, name, filter, named));
};

/** Names filters: rows in which what these compare is unknown are asked for too. */
export const UNKNOWN = 'unknown';

/** The filters that it may name. */
export const unknownNames = (filters: readonly FilterParameter[]): string[] => [
  ...new Set(filters.filter(({ mayBeUnknown }) => mayBeUnknown).map(({ of }) => of)),
];
