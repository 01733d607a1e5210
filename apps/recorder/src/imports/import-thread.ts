import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FromWorker, ImportOrder, ToWorker } from './import-messages';

/** Bytes on their way to the worker; beyond them the sender waits, and with it the connection it reads from. */
const BYTES_UNDER_WAY_MAX = 2 * 1024 * 1024;

/** Most of what an import makes dies young: with room for it, half of the collector's work is saved. */
const HEAP = { maxYoungGenerationSizeMb: 96, maxOldGenerationSizeMb: 768 };

/** An import in a thread of its own, seen from the main thread. */
export class ImportThread {
  private readonly worker: Worker;
  private readonly messages: FromWorker[] = [];
  private wake: () => void = () => undefined;
  private roomAgain: () => void = () => undefined;
  private bytesUnderWay = 0;
  private hasEnded = false;

  constructor(order: ImportOrder) {
    this.worker = new Worker(join(__dirname, 'import.worker.js'), { workerData: order, resourceLimits: HEAP });
    this.worker.on('message', (message: FromWorker) => this.receive(message));
    this.worker.on('error', (error) => this.receive({ kind: 'failed', code: 'unforeseen', message: error.message }));
    this.worker.on('exit', () => this.end());
  }

  /** Hands over a piece of the file; resolves when there is room for the next. Its memory is gone from here. */
  async write(piece: Uint8Array<ArrayBuffer>): Promise<void> {
    this.bytesUnderWay += piece.byteLength;
    this.post({ piece }, [piece.buffer]);
    while (this.bytesUnderWay > BYTES_UNDER_WAY_MAX && !this.hasEnded) {
      await new Promise<void>((resolve) => (this.roomAgain = resolve));
    }
  }

  /** No more pieces will come: the file is complete, or its sender is gone. */
  finish(end: 'complete' | 'broken-off'): void {
    this.post({ end });
  }

  /** What the worker says, until it has said its last. */
  async *said(): AsyncGenerator<FromWorker> {
    for (;;) {
      const message = this.messages.shift();
      if (message !== undefined) yield message;
      else if (this.hasEnded) return;
      else await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  /** Resolves when the thread is gone. */
  async gone(): Promise<void> {
    if (!this.hasEnded) await once(this.worker, 'exit');
  }

  get isOver(): boolean {
    return this.hasEnded;
  }

  private post(message: ToWorker, transfer: ArrayBuffer[] = []): void {
    if (!this.hasEnded) this.worker.postMessage(message, transfer);
  }

  private receive(message: FromWorker): void {
    if (message.kind === 'taken') {
      this.bytesUnderWay -= message.bytes;
      return this.roomAgain();
    }
    this.messages.push(message);
    this.wake();
  }

  private end(): void {
    this.hasEnded = true;
    this.roomAgain();
    this.wake();
  }
}
