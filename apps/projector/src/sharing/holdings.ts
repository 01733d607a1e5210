import { type HeldWork } from '../status/projector-activity';
import { type Lease } from './lease';

/** The leases that this process works under, as far as it knows: the database has the last word in each transaction. */
export class Holdings {
  private leases: ReadonlyMap<string, Lease> = new Map();
  private readonly watchers = new Set<() => void>();

  get(name: string): Lease | undefined {
    return this.leases.get(name);
  }

  /** Parts of the deals, in the order of their numbers. */
  get partitions(): readonly Lease[] {
    return [...this.leases.values()]
      .filter(({ partition }) => partition !== null)
      .sort((a, b) => a.partition! - b.partition!);
  }

  get work(): HeldWork {
    const leases = [...this.leases.values()];
    return {
      roles: leases.filter(({ partition }) => partition === null).map(({ name }) => name),
      partitions: this.partitions.map(({ partition }) => partition!),
    };
  }

  get isEmpty(): boolean {
    return this.leases.size === 0;
  }

  set(leases: readonly Lease[]): void {
    const before = this.leases;
    this.leases = new Map(leases.map((lease) => [lease.name, lease]));
    const isSame =
      before.size === leases.length && leases.every(({ name, epoch }) => before.get(name)?.epoch === epoch);
    if (!isSame) for (const watcher of [...this.watchers]) watcher();
  }

  /** Leases of another epoch stay. */
  remove(leases: readonly Lease[]): void {
    this.set(
      [...this.leases.values()].filter(
        ({ name, epoch }) => !leases.some((gone) => gone.name === name && gone.epoch === epoch),
      ),
    );
  }

  /** Tells of every change until the answer is called. */
  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** Resolves when we hold this lease; undefined when the signal aborts first. */
  async untilHeld(name: string, signal: AbortSignal): Promise<Lease | undefined> {
    return new Promise((resolve) => {
      const settle = (lease?: Lease): void => {
        unwatch();
        signal.removeEventListener('abort', onAbort);
        resolve(lease);
      };
      const look = (): void => {
        const lease = this.get(name);
        if (lease !== undefined) settle(lease);
      };
      const onAbort = (): void => settle();
      const unwatch = this.watch(look);
      signal.addEventListener('abort', onAbort);
      if (signal.aborted) onAbort();
      else look();
    });
  }
}
