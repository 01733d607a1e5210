import { type ColumnType, listNameOf } from '@gemba/read-models';
import { type Type } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { inApiWord } from '../answer/api-words';
import { TableFreshness } from '../freshness/freshness.dto';
import { apiText } from './api-text';
import { type AskedColumn, type AskedTable } from './asked-table';
import { allWords, wordsOf } from './column-words';

/** What the interface's description shows of a question's answers. */
export interface AnswerClasses {
  readonly row: Type;
  readonly page: Type;
}

type Schema = Readonly<Record<string, unknown>>;

const SCHEMAS: Readonly<Record<Exclude<ColumnType, 'json'>, Schema>> = {
  text: { type: 'string' },
  uuid: { type: 'string', format: 'uuid' },
  smallint: { type: 'integer' },
  integer: { type: 'integer' },
  bigint: { type: 'integer', format: 'int64' },
  'double precision': { type: 'number' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  timestamptz: { type: 'string', format: 'date-time' },
  'text[]': { type: 'array', items: { type: 'string' } },
  'integer[]': { type: 'array', items: { type: 'integer' } },
};

const shapeOf = ({ question }: AskedTable, column: string): Schema => {
  const shape = question.shapes?.[column];
  if (shape !== undefined) return { ...shape };
  throw new Error(`The question /v1/${question.path} shows ${column}, a JSON column: say in shapes what it holds.`);
};

const enumOf = (table: AskedTable, { name, type, nullable }: AskedColumn): Schema => {
  const words = wordsOf(table, name);
  if (words === null) return {};
  const all = allWords(words);
  if (type === 'text[]') return { items: { type: 'string', enum: all } };
  return { enum: nullable ? [...all, null] : all };
};

/** An estimate is shown with its number of cases and its interval: where those are has to be said. */
const estimateText = ({ question }: AskedTable, name: string): string => {
  const estimate = question.estimates?.find(({ value }) => value === name);
  if (estimate === undefined) return '';
  const { n, interval } = estimate;
  const ends = interval === undefined ? '' : `; 95 % interval in ${interval.map(inApiWord).join(' to ')}`;
  return ` (cases in ${inApiWord(n)}${ends})`;
};

const schemaOf = (table: AskedTable, column: AskedColumn): Schema => {
  const schema = column.type === 'json' ? shapeOf(table, column.name) : SCHEMAS[column.type];
  return {
    ...schema,
    ...enumOf(table, column),
    ...(column.nullable ? { nullable: true } : {}),
    description: `${apiText(table, column.comment)}${estimateText(table, column.name)}`,
  };
};

const named = (name: string): Type => {
  const made = { [name]: class {} };
  return made[name]!;
};

const describe = (of: Type, member: string, options: Schema): void =>
  ApiProperty(options as ApiPropertyOptions)(of.prototype as object, member);

/** Every column of either form of the answer; one that is not in both need not be there. */
const rowClass = (table: AskedTable, name: string): Type => {
  const row = named(name);
  const forms = [table.standing, ...(table.asOf === null ? [] : [table.asOf])];
  const columns = new Map(forms.flatMap((form) => [...form.columns]).map((column) => [column.name, column]));
  for (const column of new Map([
    ...columns,
    ...table.standing.columns.map((own) => [own.name, own] as const),
  ]).values()) {
    const isInAll = forms.every((form) => form.columns.some((each) => each.name === column.name));
    describe(row, inApiWord(column.name), { ...schemaOf(table, column), required: isInAll });
  }
  return row;
};

const pageClass = (table: AskedTable, name: string, row: Type): Type => {
  const page = named(name);
  describe(page, listNameOf(table.question), { type: [row] } as never);
  describe(page, 'n', {
    type: 'integer',
    nullable: true,
    description: 'Rows that the filters let through, on all pages; null beyond the first page, which told it',
  });
  describe(page, 'asOf', {
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'The instant that the rows are for; null: as everything recorded says, up to the position below',
  });
  describe(page, 'next', {
    type: 'string',
    nullable: true,
    description: 'Send it as `after` for the next page; null at the end',
  });
  describe(page, 'freshness', { type: [TableFreshness] } as never);
  return page;
};

const rowNameOf = ({ name, question }: AskedTable): string => {
  const word = question.row ?? inApiWord(name);
  return `${word[0]!.toUpperCase()}${word.slice(1)}`;
};

const made = new Map<string, AnswerClasses>();

/** Classes that describe the answers of a table's question: the same ones whenever they are asked for. */
export const answerClassesOf = (table: AskedTable): AnswerClasses => {
  const known = made.get(table.name);
  if (known !== undefined) return known;
  const name = rowNameOf(table);
  const row = rowClass(table, name);
  const classes = { row, page: pageClass(table, `${name}Page`, row) };
  made.set(table.name, classes);
  return classes;
};
