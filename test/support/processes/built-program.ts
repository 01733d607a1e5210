import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Specs run from the source, benchmarks from what was built of it. */
export const CHECKOUT = join(__dirname, __filename.endsWith('.ts') ? '../../..' : '../../../..');

const LIMIT_MS = 180_000;
const POLL_MS = 50;
/** Of what it said, in the message that it failed. */
const LAST_WORDS = 4_000;

export type Environment = Readonly<Record<string, string>>;

export interface Surroundings {
  /** Nothing else but PATH: what the test's own process was given concerns no other. */
  readonly environment: Environment;
  readonly cwd?: string;
  /** Hears what it says, as it says it. */
  readonly onOutput?: (text: Buffer) => void;
}

/** The program of an app, as `npm run build` leaves it. */
export const mainOf = (app: string): string => join(CHECKOUT, 'dist/apps', app, 'src/main.js');

/** A built program of Gemba, begun in a process of its own: how it is heard, waited for and ended. */
export class BuiltProgram {
  private output = '';
  private readonly child: ChildProcess;
  private readonly closed: Promise<unknown>;

  constructor(programArguments: readonly string[], { environment, cwd = CHECKOUT, onOutput }: Surroundings) {
    const { PATH = '' } = process.env;
    const env = { PATH, ...environment };
    this.child = spawn(process.execPath, programArguments, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    // Not its exit: what it said last is still on the way then.
    this.closed = once(this.child, 'close');
    for (const stream of [this.child.stdout, this.child.stderr])
      stream!.on('data', (text: Buffer) => {
        this.output += text.toString();
        onOutput?.(text);
      });
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Everything it wrote so far. */
  get text(): string {
    return this.output;
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Resolves when it ended and all that it wrote is in `text`. Gives the exit code; null: a signal ended it. */
  async exitCode(): Promise<number | null> {
    await this.closed;
    return this.child.exitCode;
  }

  /** Gives whether there was anybody left to take it. */
  signal(signal: NodeJS.Signals): boolean {
    return this.child.kill(signal);
  }

  /** Sends a signal and waits for the end. Gives the exit code; null: the signal itself ended it. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    this.signal(signal);
    return this.exitCode();
  }

  /** Polls until it is so. Throws, with what it said last, when it ended before or takes too long. */
  protected async until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
    for (const deadline = Date.now() + LIMIT_MS; !(await isSo()); await delay(POLL_MS)) {
      if (this.hasEnded) await this.closed;
      const fault = this.hasEnded ? `ended with ${this.child.exitCode ?? this.child.signalCode} before it` : 'never';
      if (this.hasEnded || Date.now() > deadline)
        throw new Error(`It ${fault} ${what}. It said:\n${this.output.slice(-LAST_WORDS)}`);
    }
  }
}
