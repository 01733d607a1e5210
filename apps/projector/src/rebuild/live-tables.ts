import { endOfYesterday } from '../analyses/end-of-yesterday';
import { verifiedCheckpoint } from '../feed/checkpoint';
import { pause } from '../pause';
import { Projection } from '../projection';
import { ALONE, type ProjectorOptions } from '../projector-options';
import { definitionsDigest } from '../schema/definitions-digest';
import { Agreement } from '../sharing/agreement';
import { beginGeneration, type Generation, readGeneration } from '../sharing/generation';
import { HeldPermits } from '../sharing/held-permits';
import { type Lease } from '../sharing/lease';
import { type LeaseKeeper } from '../sharing/lease-keeper';
import { allUnshared } from '../sharing/permit';
import { type ProjectorActivity } from '../status/projector-activity';
import { adoptDefinitions } from './adopt-definitions';
import { mergeShadow, projectShadow } from './rebuild-from-record';
import { dropShadowsOf, shadowOf } from './shadow-schema';

const ASIDE_LOOK_MS = 2_000;

const ASIDE =
  'Another version brought its definitions of these tables while this process ran, so it stands aside and computes ' +
  'nothing. Stop it; or, should its version be the right one, start it anew, and it brings its definitions back.';

/** Whose definitions the live tables follow, and how they are computed anew: one process at a time. */
export class LiveTables {
  private readonly definitions: string;
  private readonly agreement: Agreement;

  constructor(
    private readonly options: ProjectorOptions,
    private readonly keeper: LeaseKeeper,
    private readonly onActivity: (doing: ProjectorActivity['doing'], fault?: string) => void,
  ) {
    const { catalogue, sharing = ALONE, hasAgreed = false } = options;
    this.definitions = definitionsDigest(catalogue);
    this.agreement = new Agreement({ definitions: this.definitions, partitions: sharing.partitions }, hasAgreed);
  }

  /**
   * Resolves once the tables follow our definitions, by our doing where it is ours to do; undefined when the signal
   * aborts first. `begun` is told when the tables are there, or made by somebody else.
   */
  async agreed(signal: AbortSignal, begun: () => void): Promise<Generation | undefined> {
    const { pool, schemas } = this.options;
    while (!signal.aborted) {
      const found = await readGeneration(pool, schemas.tables);
      const verdict = this.agreement.judge(found);
      if (verdict === 'agreed') return found;
      if (verdict === 'aside') await this.standAside(signal, begun);
      else await this.keeper.whileRebuilding(signal, (lease) => this.adopt(lease, begun), begun);
    }
    return undefined;
  }

  /** Computes everything anew from the record, beside the live tables, and merges it into them at once. */
  async rebuild(signal: AbortSignal): Promise<void> {
    const done = await this.keeper.whileRebuilding(signal, (lease) => this.rebuildUnder(lease));
    if (done === undefined) throw new Error('The projector was stopped before its turn to rebuild came.');
  }

  /** What a projection of a generation may write under. */
  permits({ generation, partitions }: Generation): HeldPermits {
    const { pool, schemas } = this.options;
    return new HeldPermits(pool, schemas.tables, this.keeper, generation, partitions);
  }

  private async standAside(signal: AbortSignal, begun: () => void): Promise<void> {
    this.onActivity('aside', ASIDE);
    this.keeper.takePart(false);
    begun();
    await pause(ASIDE_LOOK_MS, signal);
  }

  /** Brings our definitions, unless another process was faster. */
  private async adopt(lease: Lease, begun: () => void): Promise<void> {
    const { pool, schemas, log, store, sharing = ALONE } = this.options;
    const found = await readGeneration(pool, schemas.tables);
    if (this.agreement.judge(found) !== 'to-bring') return;
    await dropShadowsOf(pool, schemas);
    await adoptDefinitions(this.projection(), {
      permit: this.permits(found).rebuild,
      no: lease.epoch,
      definitions: this.definitions,
      partitions: sharing.partitions,
      asOf: this.asOf(),
      onRebuild: async (changed) => {
        begun();
        await verifiedCheckpoint(store, pool, schemas.tables);
        log.info(`Rebuilding ${changed.join(', ')}: their definition changed.`);
        this.onActivity('rebuilding');
      },
    });
  }

  private async rebuildUnder(lease: Lease): Promise<true> {
    const { store, pool, schemas } = this.options;
    const found = await readGeneration(pool, schemas.tables);
    if (found.definitions !== this.definitions) throw new Error(ASIDE);
    await dropShadowsOf(pool, schemas);
    const live = this.projection();
    const { position } = await store.head();
    const shadow = await projectShadow(live, store, position, this.asOf(), shadowOf(schemas, lease.epoch));
    await mergeShadow(live, shadow, store, this.asOf(), {
      permit: this.permits(found).rebuild,
      finish: (client) => beginGeneration(client, schemas.tables, null),
    });
    return true;
  }

  /** Of what is computed by one process at a time: the merge proves its lease by itself. */
  private projection(): Projection {
    const { pool, schemas, catalogue, workers } = this.options;
    return new Projection(pool, schemas, catalogue, 'live', allUnshared(pool), workers);
  }

  private asOf(): string {
    return endOfYesterday(this.options.now(), this.options.zone);
  }
}
