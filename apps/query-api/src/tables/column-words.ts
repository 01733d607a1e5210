import { type AskedTable } from './asked-table';

/** The words a column may hold: in rows as they stand, and the further ones in rows as of an instant. */
export interface ColumnWords {
  readonly standing: readonly string[];
  readonly asOfAlone: readonly string[];
}

/** Null where a column may hold anything. */
export const wordsOf = ({ question }: AskedTable, column: string): ColumnWords | null => {
  const words = question.words?.[column];
  return words === undefined
    ? null
    : { standing: Object.keys(words), asOfAlone: question.asOf?.alsoWords?.[column] ?? [] };
};

export const allWords = ({ standing, asOfAlone }: ColumnWords): string[] => [...standing, ...asOfAlone];
