import { type Analysis, type DealReadModel, type ReferenceTable } from './read-model';

/** Reference tables, created before all others: functions of the other tables' SQL may use them. */
export const referenceTables: readonly ReferenceTable[] = [];

/** Tables about single deals. A new one is a folder and a line here. */
export const dealReadModels: readonly DealReadModel[] = [];

/** Tables across deals. A new one is a folder and a line here. */
export const analyses: readonly Analysis[] = [];

/** Revision of a table by name: changes with its columns, its functions and all they use, never with a comment. */
export const revisionOf = (_name: string): string => {
  throw new Error('being written');
};
