import { REVISIONS } from './revisions.generated';

/**
 * Revision of a table by its name: changes with its columns, its functions and everything of ours that they use; never
 * with a comment in the code. `npm run generate` writes it, and the check fails while it is out of date.
 */
export const revisionOf = (table: string): string => {
  const revision = REVISIONS[table];
  if (revision === undefined)
    throw new Error(`The table ${table} has no revision: give it a folder with ${table}.table.sql, npm run generate.`);
  return revision;
};
