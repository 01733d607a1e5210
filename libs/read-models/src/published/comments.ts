/** What `comment on` says, by what it is said of: `table`, `view`, `column x`, `function f`. */
export type Comments = ReadonlyMap<string, string>;

const COMMENT =
  /^comment on (table|view|column|function) :(?:tables|views)\.(\w+)(?:\.(\w+))?[^']*? is\s+'((?:[^']|'')*)';/gm;

/** Reads the comments of a definition. */
export const commentsIn = (sql: string): Comments =>
  new Map(
    [...sql.matchAll(COMMENT)].map(([, of, name, column, text]) => {
      const subject = of === 'column' ? `column ${column!}` : of === 'function' ? `function ${name!}` : of!;
      return [subject, text!.replaceAll("''", "'")];
    }),
  );
