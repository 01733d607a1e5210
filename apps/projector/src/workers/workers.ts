import { type AnalysisSource, type ComputedAnalysis } from '../analyses/compute-analysis';

/** A shadow to be filled with the rows of deals. */
export interface ShadowOrder {
  /** No other order has the same. */
  readonly id: string;
  /** Schema that the history is read from. */
  readonly history: string;
  /** Schema of the empty tables. */
  readonly shadow: string;
  /** The tables about deals to fill. */
  readonly tables: readonly string[];
}

/**
 * Whoever computes rows: what keeps a processor busy for long. They write nothing but shadows, and every job may be done
 * again. A job is refused when its worker dies or is ended.
 */
export interface Workers {
  /** How many jobs are worth handing over at once: while one computes, the database reads for another. */
  readonly jobsAtOnce: number;
  /** Computes a table across deals from one snapshot. */
  analyse(table: string, source: AnalysisSource, asOf: string): Promise<ComputedAnalysis>;
  /** Computes deals that have no rows yet and copies their rows into a shadow. */
  fillShadow(order: ShadowOrder, dealIds: readonly string[]): Promise<void>;
  /** Refuses what is under way and frees what it takes. */
  end(): Promise<void>;
}
