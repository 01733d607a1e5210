import {
  analyses,
  type Analysis,
  dealReadModels,
  type DealReadModel,
  type PlainView,
  plainViews,
  referenceTables,
  type ReferenceTable,
  revisionOf,
} from '@gemba/read-models';

/** Everything a projection computes. */
export interface ReadModelCatalogue {
  readonly referenceTables: readonly ReferenceTable[];
  readonly plainViews: readonly PlainView[];
  readonly dealReadModels: readonly DealReadModel[];
  readonly analyses: readonly Analysis[];
  readonly revisionOf: (table: string) => string;
}

/** What is shipped. Specs bring smaller ones. */
export const SHIPPED: ReadModelCatalogue = { referenceTables, plainViews, dealReadModels, analyses, revisionOf };

export type TableKind = 'reference' | 'deal' | 'analysis';

export interface CataloguedTable {
  readonly kind: TableKind;
  readonly name: string;
  readonly folder: string;
  readonly key: readonly string[];
  readonly revision: string;
}

/** All tables in the order in which they are created. */
export const tablesOf = (catalogue: ReadModelCatalogue): CataloguedTable[] => {
  const entries = (kind: TableKind, tables: readonly Omit<CataloguedTable, 'kind' | 'revision'>[]): CataloguedTable[] =>
    tables.map(({ name, folder, key }) => ({ kind, name, folder, key, revision: catalogue.revisionOf(name) }));
  return [
    ...entries('reference', catalogue.referenceTables),
    ...entries('deal', catalogue.dealReadModels),
    ...entries('analysis', catalogue.analyses),
  ];
};
