import { type AnswerFormat } from './answer-format';

/** Rows on a page. A spreadsheet reads more at once than a program wants to hold. */
export const PAGE_ROWS: Readonly<Record<AnswerFormat, { readonly usual: number; readonly most: number }>> = {
  json: { usual: 100, most: 1_000 },
  csv: { usual: 10_000, most: 10_000 },
};
