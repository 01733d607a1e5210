import { ProblemDetails } from '@gemba/platform';
import { applyDecorators } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiServiceUnavailableResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import { inApiWord } from '../answer/api-words';
import { answerClassesOf } from './answer-classes';
import { ANSWER_FORMATS } from './answer-format';
import { ANSWER_HEADERS } from './answer-headers';
import { apiText } from './api-text';
import { type AskedTable } from './asked-table';
import { allWords } from './column-words';
import { valuesOf } from './column-values';
import { type FilterParameter, filterParameters, UNKNOWN, unknownNames } from './filter-parameters';
import { PAGE_ROWS } from './page-limits';
import { DEFAULT_ORDER, orderNames } from './question-order';

const parameter = (name: string, description: string, schema: object): MethodDecorator =>
  ApiQuery({ name, description, required: false, schema });

const filterDecorator = ({ name, meaning, type, compare, words }: FilterParameter): MethodDecorator => {
  const { schema } = valuesOf(compare === 'present' ? 'boolean' : type);
  const one = words === null ? schema : { ...schema, enum: allWords(words) };
  return parameter(name, meaning, compare === 'equals' && type !== 'boolean' ? { type: 'array', items: one } : one);
};

const unknownDecorator = (filters: readonly FilterParameter[]): MethodDecorator[] => {
  const names = unknownNames(filters);
  return names.length === 0
    ? []
    : [
        parameter(
          UNKNOWN,
          'Rows in which this is unknown (null) come too; where no value of it is asked for, they alone',
          { type: 'array', items: { type: 'string', enum: names } },
        ),
      ];
};

const orderText = ({ question }: AskedTable): string => {
  const terms = (columns: readonly string[]): string =>
    columns.map((term) => (term.startsWith('-') ? `${inApiWord(term.slice(1))} falling` : inApiWord(term))).join(', ');
  const named = Object.entries(question.orders ?? {}).map(([name, columns]) => `${name}: by ${terms(columns)}`);
  return [`${DEFAULT_ORDER}: by ${terms(question.order)}`, ...named].join('; ');
};

const pageDecorators = (table: AskedTable): MethodDecorator[] => {
  const { json, csv } = PAGE_ROWS;
  return [
    parameter('order', orderText(table), { type: 'string', enum: orderNames(table), default: DEFAULT_ORDER }),
    parameter('limit', `Rows on the page: usually ${json.usual}, at most ${json.most}; of CSV ${csv.most}`, {
      type: 'integer',
      minimum: 1,
      maximum: csv.most,
    }),
    parameter('after', '`next` of the page before; absent: the first page', { type: 'string' }),
    parameter('format', 'json, or csv (RFC 4180); absent: as the header Accept says', {
      type: 'string',
      enum: ANSWER_FORMATS,
    }),
  ];
};

const asOfDecorator = ({ question }: AskedTable): MethodDecorator[] =>
  question.asOf === undefined
    ? []
    : [
        parameter('asOf', question.asOf.meaning, {
          ...valuesOf('timestamptz').schema,
          example: '2026-09-02T10:12:13+02:00',
        }),
      ];

const HEADERS = Object.fromEntries(
  Object.entries(ANSWER_HEADERS).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
);

/** What the interface's description says of a question. */
export const DescribedQuestion = (table: AskedTable): MethodDecorator => {
  const { question, comment } = table;
  const { page, row } = answerClassesOf(table);
  const filters = filterParameters(table);
  return applyDecorators(
    ApiOperation({
      summary: question.summary,
      description:
        `${apiText(table, comment)}.\n\nA filter that is given several times lets each of its values through. In CSV, ` +
        'text that a spreadsheet would take for a formula begins with an apostrophe.',
    }),
    ...filters.map(filterDecorator),
    ...unknownDecorator(filters),
    ...asOfDecorator(table),
    ...pageDecorators(table),
    ApiExtraModels(page, row),
    ApiOkResponse({
      description: 'A page of rows, from one moment of the database, with their freshness',
      headers: HEADERS,
      content: {
        'application/json': { schema: { $ref: getSchemaPath(page) } },
        'text/csv': { schema: { type: 'string' } },
      },
    }),
    ApiBadRequestResponse({ type: ProblemDetails }),
    ApiServiceUnavailableResponse({ type: ProblemDetails }),
  ) as MethodDecorator;
};
