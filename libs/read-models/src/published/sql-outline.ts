/** What begins here ends there; doubled quotes inside quotes come out as two quotes side by side. */
const ENCLOSED: Readonly<Record<string, string>> = { "'": "'", '"': '"', '--': '\n', '(': ')', '[': ']' };

const openerAt = (sql: string, at: number): string | undefined =>
  sql.startsWith('--', at) ? '--' : ENCLOSED[sql[at]!] === undefined ? undefined : sql[at];

/**
 * The text with everything inside quotes, brackets and comments blanked out: what is found in it stands at the top level
 * of the SQL, and at the same place. O(length).
 */
export const outline = (sql: string): string => {
  let shown = '';
  const open: string[] = [];
  for (let at = 0; at < sql.length; at++) {
    const closer = open.at(-1);
    const isText = closer === "'" || closer === '"' || closer === '\n';
    const opener = isText ? undefined : openerAt(sql, at);
    shown += open.length === 0 && opener === undefined ? sql[at]! : ' ';
    if (sql[at] === closer) open.pop();
    else if (opener !== undefined) open.push(ENCLOSED[opener]!);
  }
  return shown;
};

/** Parts of a list whose commas stand at the top level, trimmed. */
export const listed = (sql: string): string[] => {
  const places = [...outline(sql).matchAll(/,/g)].map(({ index }) => index);
  return [-1, ...places].map((from, i) => sql.slice(from + 1, places[i]).trim());
};
