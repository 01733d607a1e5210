import { Injectable } from '@nestjs/common';

/** Resolves while the part works; throws with one sentence when it does not. */
export type ReadinessCheck = () => Promise<void>;

/** What must work before this process should be sent requests. Parts add their checks when they start. */
@Injectable()
export class Readiness {
  private readonly registered = new Map<string, ReadinessCheck>();
  private isDraining = false;

  add(name: string, check: ReadinessCheck): void {
    this.registered.set(name, check);
  }

  get checks(): ReadonlyMap<string, ReadinessCheck> {
    return this.registered;
  }

  /** From now on the process is not ready: it finishes what it has and takes nothing new. */
  beginDraining(): void {
    this.isDraining = true;
  }

  get draining(): boolean {
    return this.isDraining;
  }
}
