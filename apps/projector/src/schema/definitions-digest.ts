import { createHash } from 'node:crypto';
import { viewsOf } from './install-views';
import { type ReadModelCatalogue, tablesOf } from './read-model-catalogue';

/** The same wherever the projection lives. */
const ANYWHERE = { tables: 'tables', views: 'views' };

/** Names all definitions of a catalogue together: equal only where every table and every view is defined alike. */
export const definitionsDigest = (catalogue: ReadModelCatalogue): string => {
  const tables = tablesOf(catalogue).map(({ kind, name, revision }) => [kind, name, revision]);
  const views = viewsOf(catalogue, ANYWHERE).map(({ name, sql }) => [name, sql]);
  return createHash('sha256').update(JSON.stringify({ tables, views })).digest('hex');
};
