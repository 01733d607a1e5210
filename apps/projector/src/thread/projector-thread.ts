import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type ProjectorControl, type ProjectorLog } from '../projector-control';
import { type TablesAsOf } from '../rebuild/rebuild-as-of';
import { type ProjectorFreshness, type ProjectorStatus } from '../status/projector-status';
import { untilFresh } from '../status/until-fresh';
import { type Calls, type FromThread, type ProjectorOrder } from './projector-messages';

interface Asked {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

/** Pages of events live long enough to be copied often by a small young generation. */
const YOUNG_GENERATION_MB = 64;
const RESTART_MS = 1_000;

/** The projector in a thread of its own. Should the thread die, another takes its place. */
export class ProjectorThread implements ProjectorControl {
  private readonly asked = new Map<number, Asked>();
  private worker: Worker | undefined;
  private restart: NodeJS.Timeout | undefined;
  private calls = 0;
  private hasAgreed = false;
  private isStopping = false;

  constructor(
    private readonly order: Omit<ProjectorOrder, 'hasAgreed'>,
    private readonly log: ProjectorLog,
    private readonly onDrained: (deals: number, seconds: number) => void = () => undefined,
  ) {}

  async start(): Promise<void> {
    this.worker = new Worker(join(__dirname, 'projector.worker.js'), {
      workerData: { ...this.order, hasAgreed: this.hasAgreed } satisfies ProjectorOrder,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    });
    this.worker.on('message', (message: FromThread) => this.receive(message));
    this.worker.on('error', (error) => this.log.error("The projector's thread died.", error));
    this.worker.on('exit', () => this.gone());
    await this.ask('start', undefined);
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.restart);
    if (this.worker !== undefined) await this.ask('stop', undefined);
  }

  freshness(): Promise<ProjectorFreshness> {
    return this.ask('freshness', undefined);
  }

  status(): Promise<ProjectorStatus> {
    return this.ask('status', undefined);
  }

  waitUntilFresh(signal: AbortSignal): Promise<void> {
    return untilFresh(() => this.freshness(), signal);
  }

  rebuild(): Promise<void> {
    return this.ask('rebuild', undefined);
  }

  rebuildAsOf(recordedAt: string): Promise<TablesAsOf> {
    return this.ask('rebuildAsOf', recordedAt);
  }

  private ask<Name extends keyof Calls>(name: Name, asks: Calls[Name]['asks']): Promise<Calls[Name]['answers']> {
    const { worker } = this;
    if (worker === undefined) return Promise.reject(new Error('The projector does not run.'));
    return new Promise((resolve, reject) => {
      const id = ++this.calls;
      this.asked.set(id, { resolve, reject });
      worker.postMessage({ id, name, asks });
    });
  }

  private receive(message: FromThread): void {
    switch (message.kind) {
      case 'answer':
      case 'failure':
        return this.settle(message);
      case 'agreed':
        this.hasAgreed = true;
        return;
      case 'drained':
        return this.onDrained(message.deals, message.seconds);
      case 'error':
        return this.log.error(message.message, message.error);
      case 'info':
      case 'warn':
        return this.log[message.kind](message.message);
    }
  }

  private settle(message: Extract<FromThread, { kind: 'answer' | 'failure' }>): void {
    const asked = this.asked.get(message.id);
    this.asked.delete(message.id);
    if (message.kind === 'answer') asked?.resolve(message.answer as never);
    else asked?.reject(Object.assign(message.error, { code: message.code }));
  }

  private gone(): void {
    this.worker = undefined;
    for (const { reject } of this.asked.values()) reject(new Error("The projector's thread died."));
    this.asked.clear();
    if (this.isStopping) return;
    this.restart = setTimeout(() => {
      this.start().catch((error: Error) => this.log.error('The projector could not be started again.', error));
    }, RESTART_MS);
  }
}
