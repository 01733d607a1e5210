/**
 * Text that a spreadsheet would take for a formula, or for one behind a blank or an apostrophe. Those that begin with an
 * apostrophe are told apart from those that were given one: so nothing is lost by it.
 */
const FORMULA = /^'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;

const NEEDS_QUOTES = /[",\r\n]|^\s|\s$|^$/;

const cell = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  // Numbers and truth values are no text: a negative number stays one.
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

/**
 * A table as CSV (RFC 4180): a line of names, then a line for each row, ended by CR LF. Null is an empty field, empty
 * text a quoted one; lists and objects are JSON. Text that begins like a formula gets an apostrophe in front.
 */
export const csvText = (names: readonly string[], rows: readonly (readonly unknown[])[]): string =>
  [names, ...rows].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
