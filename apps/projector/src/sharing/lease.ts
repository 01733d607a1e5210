/** The right to do one part of the work, until somebody takes it over. */
export interface Lease {
  readonly name: string;
  /** Which part of the deals; null: another kind of work. */
  readonly partition: number | null;
  /** Moves with every change of hands. A transaction that names an older one is refused. */
  readonly epoch: number;
}

/** Brings the record into the history. */
export const FEED = 'feed';
/** Carries changes of the reference data to every deal, and computes tables across deals. */
export const ANALYSES = 'analyses';
/** Computes tables anew and puts them in the place of the old ones. */
export const REBUILD = 'rebuild';

export const leaseOfPartition = (partition: number): string => `deals ${partition}`;

/** Somebody else has the lease by now: nothing was written. */
export class LeaseLost extends Error {
  readonly code = 'lease-lost';
}

/** The tables were rebuilt, or follow other definitions by now: nothing was written. */
export class TablesReplaced extends Error {
  readonly code = 'tables-replaced';
}
