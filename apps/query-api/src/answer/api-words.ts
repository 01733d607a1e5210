/** `closed_at` → `closedAt`: tables speak SQL's way, the API JSON's. */
export const inApiWord = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** A row under its API names. */
export const inApiWords = (row: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [inApiWord(name), value]));
