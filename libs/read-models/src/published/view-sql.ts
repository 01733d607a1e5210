import { type Comments, commentsIn } from './comments';
import { functionsIn, type PublishedFunction } from './functions';
import { listed, outline } from './sql-outline';

/** One column as the view's SQL selects it. */
export interface SelectedColumn {
  readonly name: string;
  /** The column of the view's own table that it shows; null where it is computed or comes from elsewhere. */
  readonly of: string | null;
  /** The type that it is cast to; null where it has its table's. */
  readonly type: string | null;
}

/** What `<name>.view.sql` says. */
export interface ViewDefinition {
  readonly name: string;
  /** The query alone. */
  readonly query: string;
  readonly columns: readonly SelectedColumn[];
  readonly comments: Comments;
  readonly functions: readonly PublishedFunction[];
  /** Everything else in the file, but for comments on the view and its columns: functions, and what is said of them. */
  readonly rest: string;
}

const CREATED = /^create view :views\.(\w+) as\s/m;
const OWN_COMMENT = /^comment on (view|column) [^']*'(?:[^']|'')*';\n?/gm;
const PLAIN = /^(?:(\w+)\.)?(\w+)$/;
const COMPUTED = /^(?:[\s\S]+)::([a-z ]+(?:\[\])?) as (\w+)$/;
const CAST = /^(?:(\w+)\.)?(\w+)::([a-z ]+(?:\[\])?)$/;

const selected = (item: string, own: string | null): SelectedColumn => {
  const isOwn = (alias: string | undefined): boolean => alias === undefined || alias === own;
  const plain = PLAIN.exec(item);
  if (plain !== null && isOwn(plain[1])) return { name: plain[2]!, of: plain[2]!, type: null };
  const computed = COMPUTED.exec(item);
  if (computed !== null) return { name: computed[2]!, of: null, type: computed[1]! };
  const cast = CAST.exec(item);
  if (cast !== null) return { name: cast[2]!, of: isOwn(cast[1]) ? cast[2]! : null, type: cast[3]! };
  throw new Error(
    `The type of \`${item}\` cannot be seen. BI is promised one: write it as (${item.replace(/ as \w+$/, '')})::type as name.`,
  );
};

/** Reads a view's definition. Throws, naming the column, where one does not say what type it has. */
export const readViewSql = (sql: string): ViewDefinition => {
  const created = CREATED.exec(sql);
  if (created === null) throw new Error('There is no `create view :views.… as` in it.');
  const name = created[1]!;
  const from = created.index + created[0].length;
  const to = from + outline(sql.slice(from)).indexOf(';');
  const query = sql.slice(from, to);
  const shown = outline(query);
  const select = /\bselect\b/.exec(shown)!.index + 'select'.length;
  const source = select + /\bfrom\b/.exec(shown.slice(select))!.index;
  const own =
    new RegExp(`:tables\\.${name}(?: as)? (?!(?:left|join|where|order|group)\\b)(\\w+)`).exec(query)?.[1] ?? null;
  return {
    name,
    query,
    columns: listed(query.slice(select, source)).map((item) => selected(item.replace(/\s+/g, ' '), own)),
    comments: commentsIn(sql),
    functions: functionsIn(sql),
    rest: `${sql.slice(0, created.index)}${sql.slice(to + 1)}`.replace(OWN_COMMENT, '').trim(),
  };
};
