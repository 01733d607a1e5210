import { type ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { type ReadStream } from './client-parts';

/** What became of waiting: there may be something to take, or nothing came in time, or nothing will come any more. */
export type Waited = 'maybe' | 'silent' | 'over';

/**
 * A call that goes on until it is ended. Messages are taken off the wire as they are taken from here, but for a handful,
 * so whoever is slow slows the server down.
 */
export class Following {
  readonly #call: ReadStream;
  readonly #onOver: (error: unknown) => void;
  readonly #end = (): void => this.end();
  readonly #signal: AbortSignal;
  #error: unknown;
  #isOver = false;
  #wake: () => void = () => undefined;

  /** Ends when the signal aborts. `onOver` is told once, with the driver's error if the call broke off. */
  constructor(call: ReadStream, signal: AbortSignal, onOver: (error: unknown) => void) {
    this.#call = call;
    this.#signal = signal;
    this.#onOver = onOver;
    call.on('readable', () => this.#wake());
    call.on('end', () => this.#finish(undefined));
    // It is told once more after it was ended from here: by then nobody cares.
    call.on('error', (error: unknown) => this.#finish(error));
    signal.addEventListener('abort', this.#end);
    if (signal.aborted) this.end();
  }

  /** The next message, if it has come. */
  take(): ReadResp | null {
    return this.#isOver ? null : (this.#call.read() as ReadResp | null);
  }

  /** Waits for more. Throws the driver's error when the call broke off. */
  async wait(millisecondsMax: number): Promise<Waited> {
    if (this.#isOver) return this.#outcome();
    if (this.#call.readableLength > 0) return 'maybe';
    const isSilent = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(true), millisecondsMax);
      this.#wake = () => {
        clearTimeout(timer);
        resolve(false);
      };
    });
    this.#wake = () => undefined;
    if (this.#isOver) return this.#outcome();
    return isSilent ? 'silent' : 'maybe';
  }

  end(): void {
    this.#finish(undefined);
    this.#call.cancel();
  }

  #finish(error: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#error = error;
    this.#signal.removeEventListener('abort', this.#end);
    this.#onOver(error);
    this.#wake();
  }

  #outcome(): 'over' {
    if (this.#error !== undefined) throw this.#error;
    return 'over';
  }
}
