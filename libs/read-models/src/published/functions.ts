import { commentsIn } from './comments';

/** A function that SQL publishes. */
export interface PublishedFunction {
  readonly name: string;
  /** As written: `as_of timestamptz`. */
  readonly arguments: string;
  readonly returns: string;
  readonly comment: string | undefined;
}

const FUNCTION = /^create (?:or replace )?function :views\.(\w+)\(([^)]*)\)\s+returns\s+(table \([^)]*\)|\w+)/gm;

/** The functions that a definition makes in the published schema. */
export const functionsIn = (sql: string): PublishedFunction[] => {
  const comments = commentsIn(sql);
  return [...sql.matchAll(FUNCTION)].map(([, name, given, returns]) => ({
    name: name!,
    arguments: given!,
    returns: returns!.replace(/\s+/g, ' '),
    comment: comments.get(`function ${name!}`),
  }));
};
