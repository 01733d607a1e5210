import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  dictionaryViews,
  type FreshnessKind,
  type Metric,
  publishedView,
  type PublishedView,
  readMetric,
} from '@gemba/read-models';
import { MAJOR_UNITS_SQL } from './major-units';
import { projectionPosition } from './projection-position';
import { type CataloguedTable, type ReadModelCatalogue, tablesOf } from './read-model-catalogue';
import { definitionSql } from './table-definition';

/** What BI reads. */
export interface PublishedSchema {
  /** In the order in which they are created; of each with what it makes beside. */
  readonly views: readonly PublishedView[];
  /** SQL of the functions that the views use. */
  readonly functionsSql: string;
  readonly metrics: readonly Metric[];
}

type Definition = Pick<CataloguedTable, 'name' | 'folder' | 'key'>;

interface Published {
  readonly view: PublishedView;
  readonly metrics: readonly Metric[];
}

const metricsIn = (folder: string): Metric[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.metric.yml'))
    .sort()
    .map((file) => readMetric(readFileSync(join(folder, file), 'utf8')));

const read = (definition: Definition, freshness: FreshnessKind, hasTable: boolean): Published => ({
  view: publishedView({
    name: definition.name,
    freshness,
    key: definition.key,
    tableSql: hasTable ? definitionSql(definition, 'table') : null,
    viewSql: definitionSql(definition, 'view'),
  }),
  metrics: metricsIn(definition.folder),
});

const known = new Map<string, Published>();

/** Definitions lie in files that do not change while a process runs: each is read once. */
const published = (...given: Parameters<typeof read>): Published => {
  const [{ folder }] = given;
  const found = known.get(folder) ?? read(...given);
  known.set(folder, found);
  return found;
};

/** Reads what BI is shown from the definitions. Throws where one lacks what BI is promised. */
export const publishedSchema = (catalogue: ReadModelCatalogue): PublishedSchema => {
  const definitions = [
    ...tablesOf(catalogue).map((table) => published(table, table.kind, true)),
    ...catalogue.plainViews.map((view) => published(view, view.follows, false)),
  ];
  const views = [...definitions.map(({ view }) => view), publishedView(projectionPosition(catalogue))];
  const metrics = definitions.flatMap((definition) => definition.metrics);
  return {
    views: [...views, ...dictionaryViews(views, metrics)],
    functionsSql: MAJOR_UNITS_SQL,
    metrics,
  };
};
