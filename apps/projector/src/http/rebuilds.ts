import { randomUUID } from 'node:crypto';
import { type ProjectorControl } from '../projector-control';
import { type TablesAsOf } from '../rebuild/rebuild-as-of';

/** One rebuild that was asked for. */
export interface Rebuild {
  readonly rebuildId: string;
  /** Null: of the live tables. */
  readonly asOf: string | null;
  readonly state: 'running' | 'done' | 'failed';
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly fault: string | null;
  /** Where the tables of a rebuild as of an instant lie. */
  readonly result: TablesAsOf | null;
}

const KEPT_MAX = 100;

/** Rebuilds run in the background, one after the other; what became of them is kept until the process ends. */
export class Rebuilds {
  private readonly known = new Map<string, Rebuild>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly projector: Pick<ProjectorControl, 'rebuild' | 'rebuildAsOf'>,
    private readonly now: () => string,
  ) {}

  begin(asOf: string | null): Rebuild {
    const rebuild: Rebuild = {
      rebuildId: randomUUID(),
      asOf,
      state: 'running',
      startedAt: this.now(),
      finishedAt: null,
      fault: null,
      result: null,
    };
    this.keep(rebuild);
    this.last = this.last.then(() => this.run(rebuild));
    return rebuild;
  }

  get(rebuildId: string): Rebuild | undefined {
    return this.known.get(rebuildId);
  }

  private async run(rebuild: Rebuild): Promise<void> {
    const finished = (change: Partial<Rebuild>): void => this.keep({ ...rebuild, finishedAt: this.now(), ...change });
    try {
      const { asOf } = rebuild;
      const result = asOf === null ? await this.projector.rebuild() : await this.projector.rebuildAsOf(asOf);
      finished({ state: 'done', result: result ?? null });
    } catch (error) {
      finished({ state: 'failed', fault: (error as Error).message });
    }
  }

  private keep(rebuild: Rebuild): void {
    this.known.set(rebuild.rebuildId, rebuild);
    const [oldest] = this.known.keys();
    if (this.known.size > KEPT_MAX) this.known.delete(oldest!);
  }
}
