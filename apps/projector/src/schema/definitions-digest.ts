import { createHash } from 'node:crypto';
import { createViewSql } from './create-view';
import { publishedSchema } from './published-schema';
import { type ReadModelCatalogue, tablesOf } from './read-model-catalogue';

/** Names all definitions of a catalogue together: equal only where every table and every view is defined alike. */
export const definitionsDigest = (catalogue: ReadModelCatalogue): string => {
  const tables = tablesOf(catalogue).map(({ kind, name, revision }) => [kind, name, revision]);
  const { views: published, functionsSql: functions } = publishedSchema(catalogue);
  const views = published.map((view) => [view.name, createViewSql(view)]);
  return createHash('sha256').update(JSON.stringify({ tables, views, functions })).digest('hex');
};
