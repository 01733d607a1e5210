/** `2026-09-02T10:12:13.120000Z` → `2026-09-02 10:12:13.12Z`: as exact, and easier to read. */
export const readableInstant = (instant: string): string => {
  const fraction = instant.slice(20, 26).replace(/0+$/, '');
  return `${instant.slice(0, 10)} ${instant.slice(11, 19)}${fraction === '' ? '' : `.${fraction}`}Z`;
};
