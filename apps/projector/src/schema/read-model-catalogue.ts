import {
  analyses,
  type Analysis,
  dealReadModels,
  type DealReadModel,
  historyViews,
  type HistoryView,
  referenceTables,
  type ReferenceTable,
  revisionOf,
} from '@gemba/read-models';

/** Everything a projection computes. */
export interface ReadModelCatalogue {
  readonly referenceTables: readonly ReferenceTable[];
  readonly historyViews: readonly HistoryView[];
  readonly dealReadModels: readonly DealReadModel[];
  readonly analyses: readonly Analysis[];
  readonly revisionOf: (table: string) => string;
}

/** What is shipped. Specs bring smaller ones. */
export const SHIPPED: ReadModelCatalogue = { referenceTables, historyViews, dealReadModels, analyses, revisionOf };

export type TableKind = 'reference' | 'deal' | 'analysis';

export interface CataloguedTable {
  readonly kind: TableKind;
  readonly name: string;
  readonly folder: string;
  readonly revision: string;
}

/** All tables in the order in which they are created. */
export const tablesOf = (catalogue: ReadModelCatalogue): CataloguedTable[] => {
  const entries = (kind: TableKind, tables: readonly { name: string; folder: string }[]): CataloguedTable[] =>
    tables.map(({ name, folder }) => ({ kind, name, folder, revision: catalogue.revisionOf(name) }));
  return [
    ...entries('reference', catalogue.referenceTables),
    ...entries('deal', catalogue.dealReadModels),
    ...entries('analysis', catalogue.analyses),
  ];
};
