/** Columns of a row by name; the index signature that makes it a row names none. */
type ColumnOf<R> = keyof { [K in keyof R as string extends K ? never : K]: R[K] } & string;

/**
 * How a parameter narrows an answer down. A column alone: it equals one of the values given; a column of lists: one of
 * them is among its values.
 */
export type Filter<C extends string = string> =
  | C
  /** Any of several columns equals one of the values given. */
  | { readonly either: readonly C[]; readonly meaning: string }
  /** The column equals one of the values given, in the rows whose other columns say what it is. */
  | { readonly column: C; readonly where: Partial<Readonly<Record<C, string>>>; readonly meaning: string }
  /** Two parameters, `<name>From` (inclusive) and `<name>Before` (exclusive), for a column of dates or instants. */
  | { readonly span: C; readonly meaning: string }
  /** true: the column says something (a list: holds something); false: it is null (a list: empty). */
  | { readonly present: C; readonly meaning: string };

/** A figure that was estimated from cases: never shown without their number, nor without its interval where it has one. */
export interface Estimate<C extends string = string> {
  readonly value: C;
  readonly n: C;
  /** Ends of its 95 % interval. */
  readonly interval?: readonly [low: C, high: C];
}

/** What a JSON column holds, as a JSON Schema (the part of it that OpenAPI 3.0 shares). */
export interface Shape {
  readonly type: 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object';
  readonly description?: string;
  readonly nullable?: boolean;
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Shape | boolean;
}

/** The same rows as they were at an instant, from a function of the published schema with one argument, the instant. */
export interface AsOfSource<C extends string = string> {
  readonly function: string;
  /** What `asOf` asks for, in one sentence. */
  readonly meaning: string;
  /** Columns of the function that go by another name in the answer. */
  readonly renamed?: Readonly<Record<string, C>>;
  /** What columns say that only the function has. */
  readonly meanings?: Readonly<Record<string, string>>;
  /** Words that columns hold in these rows alone. */
  readonly alsoWords?: Partial<Readonly<Record<C, readonly string[]>>>;
}

/** A question that people ask of a published table over HTTP: declared here, answered by whoever has a database. */
export interface TableQuestion<C extends string = string> {
  /** Where it is asked, under `/v1/`: kebab-case, plural where the language has one. */
  readonly path: string;
  /** Heading under which the interface's description shows it. */
  readonly heading: string;
  /** The question in one line. */
  readonly summary: string;
  /** What one row is called; by default the table's name in one word. */
  readonly row?: string;
  /** Member of the answer that holds the rows; by default the path in one word. */
  readonly list?: string;
  /** Columns that are never null and together name one row: the order of the answer, and the last word in every other. */
  readonly order: readonly C[];
  /** Other orders by name; `-` before a column means falling. What is null comes last. */
  readonly orders?: Readonly<Record<string, readonly (C | `-${C}`)[]>>;
  /** Parameters by name. */
  readonly filters: Readonly<Record<string, Filter<C>>>;
  /** All the words that a column may hold, each mapped to true, so that a forgotten one does not compile. */
  readonly words?: Partial<Readonly<Record<C, Readonly<Record<string, true>>>>>;
  readonly estimates?: readonly Estimate<C>[];
  /** What JSON columns hold. */
  readonly shapes?: Partial<Readonly<Record<C, Shape>>>;
  /** Columns that are never null, of a view that has no table to say so. */
  readonly neverNull?: readonly C[];
  /** Other tables that the view draws from. */
  readonly alsoFrom?: readonly string[];
  readonly asOf?: AsOfSource<C>;
}

/** Member of a JSON answer that holds the rows. */
export const listNameOf = ({ list, path }: Pick<TableQuestion, 'list' | 'path'>): string =>
  list ?? path.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** What a column of words, or of lists of words, may hold. */
type WordIn<Value> = (Value extends readonly (infer Each)[] ? Each : Value) & string;

/** The question of a table whose rows are `R`; `Computed` are the columns that only its view has. */
export type Question<R, Computed extends string = never> = Omit<TableQuestion<ColumnOf<R> | Computed>, 'words'> & {
  readonly words?: { readonly [K in ColumnOf<R>]?: { readonly [Word in WordIn<R[K]>]: true } };
};
