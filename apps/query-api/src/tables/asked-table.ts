import {
  type Column,
  columnsOfFunction,
  columnsOfTable,
  commentsInSql,
  tableCommentInSql,
  type TableQuestion,
} from '@gemba/read-models';

/** A column of an answer: its name there is that of the table, and `from` is where it comes from. */
export interface AskedColumn extends Column {
  readonly from: string;
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
  /** The tables whose freshness is that of an answer. */
  readonly freshnessOf: readonly string[];
}

/** The SQL that a table and its view are defined by. */
export interface DefiningSql {
  readonly table: string;
  readonly view: string;
}

const standingColumns = ({ computed = {} }: TableQuestion, { table, view }: DefiningSql): AskedColumn[] => {
  const comments = commentsInSql(view);
  const own = columnsOfTable(table).map((column) => ({
    ...column,
    comment: comments.get(column.name) ?? column.comment,
    from: column.name,
  }));
  const made = Object.entries(computed).map(([name, type]) => ({
    ...{ name, type: type!, nullable: true, comment: comments.get(name) ?? '', from: name },
  }));
  return [...own, ...made];
};

const asOfSource = (
  { asOf }: TableQuestion,
  standing: readonly AskedColumn[],
  { view }: DefiningSql,
): AskedSource | null => {
  if (asOf === undefined) return null;
  const known = new Map(standing.map((column) => [column.name, column]));
  const columns = columnsOfFunction(view, asOf.function).map(({ name: from, type }) => {
    const name = asOf.renamed?.[from] ?? from;
    const { nullable = true, comment = asOf.meanings?.[from] ?? '' } = known.get(name) ?? {};
    return { name, type, nullable, comment, from };
  });
  return { relation: asOf.function, columns };
};

/** Puts a question together with what the table's own SQL says of its columns. */
export const askedTable = (
  name: string,
  question: TableQuestion,
  sql: DefiningSql,
  freshnessOf: readonly string[] = [name],
): AskedTable => {
  const columns = standingColumns(question, sql);
  return {
    name,
    comment: tableCommentInSql(sql.table) || tableCommentInSql(sql.view),
    question,
    standing: { relation: name, columns },
    asOf: asOfSource(question, columns, sql),
    freshnessOf: [...freshnessOf, ...(question.alsoFrom ?? [])],
  };
};
