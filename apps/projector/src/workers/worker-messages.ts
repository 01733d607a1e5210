import { type AnalysisSource, type ComputedAnalysis } from '../analyses/compute-analysis';
import { type ShadowOrder } from './workers';

/** What a worker's thread needs to begin. */
export interface WorkerOrder {
  readonly databaseUrl: string;
}

/** What can be asked of it, and what it answers. */
export interface Jobs {
  analyse: { asks: readonly [table: string, source: AnalysisSource, asOf: string]; answers: ComputedAnalysis };
  fillShadow: { asks: readonly [order: ShadowOrder, dealIds: readonly string[]]; answers: void };
}

export interface Job<Name extends keyof Jobs = keyof Jobs> {
  readonly id: number;
  readonly name: Name;
  readonly asks: Jobs[Name]['asks'];
}

export type FromWorker =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Jobs[keyof Jobs]['answers'] }
  | { readonly kind: 'failure'; readonly id: number; readonly error: Error };
