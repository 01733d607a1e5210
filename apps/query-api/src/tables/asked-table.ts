import {
  columnsReturned,
  type ColumnType,
  columnTypeOf,
  type PublishedView,
  type TableQuestion,
} from '@gemba/read-models';

/** A column of an answer. */
export interface AskedColumn {
  readonly name: string;
  /** What it is called where it comes from. */
  readonly from: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly comment: string;
}

/** Rows that a question can be answered from. */
export interface AskedSource {
  /** View or function of the published schema. */
  readonly relation: string;
  readonly columns: readonly AskedColumn[];
}

/** A published table with the question that is asked of it. */
export interface AskedTable {
  readonly name: string;
  readonly comment: string;
  readonly question: TableQuestion;
  /** The rows as they stand. */
  readonly standing: AskedSource;
  /** The rows as they were at an instant; null where nobody can ask for them. */
  readonly asOf: AskedSource | null;
}

/** Hours and major units, which the view shows beside seconds and minor units, an answer leaves to whoever shows it. */
const standingColumns = ({ columns }: PublishedView, { neverNull = [] }: TableQuestion): AskedColumn[] =>
  columns
    .filter(({ expression }) => expression === null)
    .map((column) => ({
      name: column.name,
      from: column.name,
      type: columnTypeOf(column),
      nullable: column.nullable && !neverNull.includes(column.name),
      comment: column.comment,
    }));

const asOfSource = (
  { name: view, functions }: PublishedView,
  { asOf }: TableQuestion,
  standing: readonly AskedColumn[],
): AskedSource | null => {
  if (asOf === undefined) return null;
  const source = functions.find(({ name }) => name === asOf.function);
  if (source === undefined) throw new Error(`The view ${view} publishes no function ${asOf.function}.`);
  const known = new Map(standing.map((column) => [column.name, column]));
  const columns = columnsReturned(source).map(({ name: from, type }) => {
    const name = asOf.renamed?.[from] ?? from;
    const { nullable = true, comment = asOf.meanings?.[from] ?? '' } = known.get(name) ?? {};
    return { name, from, type, nullable, comment };
  });
  return { relation: asOf.function, columns };
};

/** Puts a question together with what is published. */
export const askedTable = (view: PublishedView, question: TableQuestion): AskedTable => {
  const columns = standingColumns(view, question);
  return {
    name: view.name,
    comment: view.comment,
    question,
    standing: { relation: view.name, columns },
    asOf: asOfSource(view, question, columns),
  };
};
