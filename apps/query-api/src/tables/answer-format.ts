export const ANSWER_FORMATS = ['json', 'csv'] as const;
export type AnswerFormat = (typeof ANSWER_FORMATS)[number];

const JSON_RANGES = ['application/json', 'application/*', '*/*'];
const CSV_RANGES = ['text/csv', 'text/*'];

/** Quality that an Accept header gives to the most exact of some media ranges; 0 where it names none of them. */
const qualityOf = (accept: string, ranges: readonly string[]): number => {
  const named = new Map(
    accept.split(',').map((part) => {
      const [range, ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
      const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
      return [range!, Number.isFinite(Number(q)) ? Number(q) : 0] as const;
    }),
  );
  const most = ranges.find((range) => named.has(range));
  return most === undefined ? 0 : named.get(most)!;
};

/** What an Accept header wants: JSON unless it wants CSV more. */
export const acceptedFormat = (accept: string | undefined): AnswerFormat =>
  accept !== undefined && qualityOf(accept, CSV_RANGES) > qualityOf(accept, JSON_RANGES) ? 'csv' : 'json';
