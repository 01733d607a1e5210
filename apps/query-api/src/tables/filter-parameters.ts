import { type ColumnType, type Filter } from '@gemba/read-models';
import { apiText } from './api-text';
import { type AskedColumn, type AskedTable } from './asked-table';
import { type ColumnWords, wordsOf } from './column-words';

/** A parameter that narrows an answer down. */
export interface FilterParameter {
  readonly name: string;
  readonly meaning: string;
  /** What is compared; of several columns one has to fit. All have the type. */
  readonly columns: readonly string[];
  readonly type: ColumnType;
  readonly compare: 'equals' | 'from' | 'before' | 'present';
  /** All the values there are; null where any is possible. */
  readonly words: ColumnWords | null;
  /** What other columns have to say besides. */
  readonly where: Readonly<Record<string, string>>;
}

type Named = (name: string) => AskedColumn;

const parametersOf = (table: AskedTable, name: string, filter: Filter, named: Named): FilterParameter[] => {
  const base = { name, where: {}, words: null };
  if (typeof filter === 'string') {
    const { type, comment } = named(filter);
    const meaning = apiText(table, comment);
    return [{ ...base, meaning, columns: [filter], type, compare: 'equals', words: wordsOf(table, filter) }];
  }
  const { meaning } = filter;
  if ('either' in filter) {
    const { type } = named(filter.either[0]!);
    return [{ ...base, meaning, columns: filter.either, type, compare: 'equals' }];
  }
  if ('column' in filter) {
    const { type } = named(filter.column);
    const where = filter.where as Readonly<Record<string, string>>;
    return [{ ...base, meaning, columns: [filter.column], type, compare: 'equals', where }];
  }
  if ('present' in filter) {
    const { type } = named(filter.present);
    return [{ ...base, meaning, columns: [filter.present], type, compare: 'present' }];
  }
  const columns = [filter.span];
  const { type } = named(filter.span);
  return [
    { ...base, name: `${name}From`, meaning: `${meaning}: at or after`, columns, type, compare: 'from' },
    { ...base, name: `${name}Before`, meaning: `${meaning}: before`, columns, type, compare: 'before' },
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
