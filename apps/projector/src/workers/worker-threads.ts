import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type AnalysisSource, type ComputedAnalysis } from '../analyses/compute-analysis';
import { type FromWorker, type Job, type Jobs, type WorkerOrder } from './worker-messages';
import { type ShadowOrder, type Workers } from './workers';

interface Asked {
  readonly job: Job;
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly underWay: Map<number, Asked>;
  idle: NodeJS.Timeout | undefined;
}

const JOBS_A_THREAD = 2;
/** Pages of rows live long enough to be copied often by a small young generation. */
const YOUNG_GENERATION_MB = 64;
/** Each costs about 100 MiB while it computes. */
const THREADS_MAX = 4;
/** A thread without work gives its memory back. */
const IDLE_MS = 60_000;

/** Hands jobs to threads, which are started when there is more to do than those that run can take. */
export class WorkerThreads implements Workers {
  private readonly threads = new Set<Thread>();
  private readonly waiting: Asked[] = [];
  private jobs = 0;
  private isEnded = false;

  constructor(
    private readonly order: WorkerOrder,
    private readonly threadsMax: number,
    private readonly script = join(__dirname, 'compute.worker.js'),
  ) {}

  /** One for each processor, within reason. */
  static ofThisMachine(order: WorkerOrder): WorkerThreads {
    return new WorkerThreads(order, Math.min(availableParallelism(), THREADS_MAX));
  }

  /** How many threads there are just now. */
  get running(): number {
    return this.threads.size;
  }

  get jobsAtOnce(): number {
    return this.threadsMax * JOBS_A_THREAD;
  }

  analyse(table: string, source: AnalysisSource, asOf: string): Promise<ComputedAnalysis> {
    return this.ask('analyse', [table, source, asOf]);
  }

  fillShadow(order: ShadowOrder, dealIds: readonly string[]): Promise<void> {
    return this.ask('fillShadow', [order, dealIds]);
  }

  async end(): Promise<void> {
    this.isEnded = true;
    for (const { reject } of this.waiting.splice(0)) reject(new Error('The workers were ended.'));
    await Promise.all([...this.threads].map((thread) => this.endThread(thread)));
  }

  private ask<Name extends keyof Jobs>(name: Name, asks: Jobs[Name]['asks']): Promise<Jobs[Name]['answers']> {
    if (this.isEnded) return Promise.reject(new Error('The workers were ended.'));
    return new Promise((resolve, reject) => {
      this.waiting.push({ job: { id: ++this.jobs, name, asks }, resolve, reject });
      this.handOut();
    });
  }

  private handOut(): void {
    while (this.waiting.length > 0) {
      const thread = this.leastBusy();
      if (thread === undefined) return;
      const asked = this.waiting.shift()!;
      clearTimeout(thread.idle);
      thread.underWay.set(asked.job.id, asked);
      thread.worker.postMessage(asked.job);
    }
  }

  /** Undefined: all have as much as they can take. */
  private leastBusy(): Thread | undefined {
    const [thread] = [...this.threads].sort((a, b) => a.underWay.size - b.underWay.size);
    if (thread !== undefined && thread.underWay.size === 0) return thread;
    if (this.threads.size < this.threadsMax) return this.start();
    return thread!.underWay.size < JOBS_A_THREAD ? thread : undefined;
  }

  private start(): Thread {
    const worker = new Worker(this.script, {
      workerData: this.order,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    });
    const thread: Thread = { worker, underWay: new Map(), idle: undefined };
    let fault: Error | undefined;
    worker.on('message', (message: FromWorker) => this.receive(thread, message));
    worker.on('error', (error) => (fault = error));
    worker.on('exit', () => this.gone(thread, fault));
    this.threads.add(thread);
    return thread;
  }

  private receive(thread: Thread, message: FromWorker): void {
    const asked = thread.underWay.get(message.id);
    thread.underWay.delete(message.id);
    if (message.kind === 'answer') asked?.resolve(message.answer as never);
    else asked?.reject(message.error);
    if (thread.underWay.size === 0) thread.idle = setTimeout(() => void this.endThread(thread), IDLE_MS).unref();
    this.handOut();
  }

  private gone(thread: Thread, fault: Error | undefined): void {
    clearTimeout(thread.idle);
    this.threads.delete(thread);
    const error = new Error(`A worker's thread ended: ${fault?.message ?? 'it was told to'}.`, { cause: fault });
    for (const { reject } of thread.underWay.values()) reject(error);
    thread.underWay.clear();
    if (!this.isEnded) this.handOut();
  }

  private async endThread(thread: Thread): Promise<void> {
    // Nothing is handed to it any more.
    this.threads.delete(thread);
    await thread.worker.terminate();
  }
}
