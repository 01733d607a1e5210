import { inApiWord } from '../answer/api-words';
import { type AskedTable } from './asked-table';

/** What a definition says in SQL's words, in those of the API: names of the table's columns and NULL. */
export const apiText = ({ standing, asOf }: Pick<AskedTable, 'standing' | 'asOf'>, text: string): string => {
  const columns = new Set([...standing.columns, ...(asOf?.columns ?? [])].map(({ name }) => name));
  return text
    .replace(/\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b/g, (name) => (columns.has(name) ? inApiWord(name) : name))
    .replace(/\bNULL\b/g, 'null');
};
