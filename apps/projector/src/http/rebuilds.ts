import { randomUUID } from 'node:crypto';
import { type ProjectorControl } from '../projector-control';
import { type Rebuild, type RebuildRequests, SAYS_SO_MS } from './rebuild-requests';

/** Rebuilds run in the background of the process that was asked, one after the other. */
export class Rebuilds {
  private last: Promise<unknown> = Promise.resolve();
  private readonly sayings = new Set<NodeJS.Timeout>();

  constructor(
    private readonly projector: Pick<ProjectorControl, 'rebuild' | 'rebuildAsOf'>,
    private readonly requests: RebuildRequests,
    private readonly now: () => string,
    /** Told when what became of a rebuild could not be written down. */
    private readonly onFailure: (error: Error) => void,
  ) {}

  async begin(asOf: string | null): Promise<Rebuild> {
    const rebuild: Rebuild = {
      rebuildId: randomUUID(),
      asOf,
      state: 'running',
      startedAt: this.now(),
      finishedAt: null,
      fault: null,
      result: null,
    };
    await this.requests.add(rebuild);
    const sayAlive = (): void => void this.requests.sayAlive(rebuild.rebuildId).catch(this.onFailure);
    const saying = setInterval(sayAlive, SAYS_SO_MS).unref();
    this.sayings.add(saying);
    this.last = this.last
      .then(() => this.run(rebuild))
      .catch(this.onFailure)
      .finally(() => {
        clearInterval(saying);
        this.sayings.delete(saying);
      });
    return rebuild;
  }

  /** Says nothing more of what still runs: the connections end. Others see it as failed once its time is over. */
  fallSilent(): void {
    for (const saying of this.sayings) clearInterval(saying);
  }

  get(rebuildId: string): Promise<Rebuild | undefined> {
    return this.requests.get(rebuildId);
  }

  private async run(rebuild: Rebuild): Promise<void> {
    const outcome = await this.outcomeOf(rebuild.asOf);
    await this.requests.finish({ ...rebuild, finishedAt: this.now(), ...outcome });
  }

  private async outcomeOf(asOf: string | null): Promise<Pick<Rebuild, 'state' | 'fault' | 'result'>> {
    try {
      const result = asOf === null ? await this.projector.rebuild() : await this.projector.rebuildAsOf(asOf);
      return { state: 'done', fault: null, result: result ?? null };
    } catch (error) {
      return { state: 'failed', fault: (error as Error).message, result: null };
    }
  }
}
