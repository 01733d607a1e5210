import { type Pool } from 'pg';
import { analyse, type AnalysisSource, type ComputedAnalysis } from '../analyses/compute-analysis';
import { ShadowFiller } from '../rebuild/shadow-filler';
import { type ReadModelCatalogue } from '../schema/read-model-catalogue';
import { type ShadowOrder, type Workers } from './workers';

/** Computes in the thread that asks. */
export class WorkerHere implements Workers {
  readonly jobsAtOnce = 2;
  private filler: { readonly id: string; readonly filler: ShadowFiller } | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly catalogue: ReadModelCatalogue,
  ) {}

  analyse(table: string, source: AnalysisSource, asOf: string): Promise<ComputedAnalysis> {
    const analysis = this.catalogue.analyses.find(({ name }) => name === table);
    if (analysis === undefined) return Promise.reject(new RangeError(`No table across deals is called ${table}.`));
    return analyse(this.pool, analysis, source, asOf);
  }

  fillShadow(order: ShadowOrder, dealIds: readonly string[]): Promise<void> {
    if (this.filler?.id !== order.id)
      this.filler = { id: order.id, filler: new ShadowFiller(this.pool, this.catalogue, order) };
    return this.filler.filler.fill(dealIds);
  }

  end(): Promise<void> {
    return Promise.resolve();
  }
}
