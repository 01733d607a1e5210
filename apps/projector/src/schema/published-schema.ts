import { type FreshnessKind, publishedView, type PublishedView, type ViewSource } from '@gemba/read-models';
import { projectionPosition } from './projection-position';
import { type CataloguedTable, type ReadModelCatalogue, tablesOf } from './read-model-catalogue';
import { definitionSql } from './table-definition';

const sourceOf = (
  definition: Pick<CataloguedTable, 'name' | 'folder' | 'key'>,
  freshness: FreshnessKind,
  hasTable: boolean,
): ViewSource => ({
  name: definition.name,
  freshness,
  key: definition.key,
  tableSql: hasTable ? definitionSql(definition, 'table') : null,
  viewSql: definitionSql(definition, 'view'),
});

/** Every view that BI reads, in the order in which they are created. Throws where one lacks what BI is promised. */
export const publishedViews = (catalogue: ReadModelCatalogue): PublishedView[] =>
  [
    ...tablesOf(catalogue).map((table) => sourceOf(table, table.kind, true)),
    ...catalogue.plainViews.map((view) => sourceOf(view, view.follows, false)),
    projectionPosition(catalogue),
  ].map(publishedView);
