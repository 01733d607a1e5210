import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const POLL_MS = 50;

/**
 * The guardian reads a pipe that only this process holds: its end means that this process is gone, however it died, and
 * the broker has nothing to live for. The first line of the outer shell's output is the broker's process id.
 */
const WATCHDOG = `
exec 3<&0
log=$1; shift
"$@" </dev/null 3<&- >"$log" 2>&1 &
java=$!
echo "$java"
{ while read -r _ <&3; do :; done; kill -KILL "$java"; } >/dev/null 2>&1 &
guardian=$!
exec 3<&-
wait "$java"
ending=$?
kill -KILL "$guardian"
exit "$ending"
`;

/** Runs a program of the jars to its end. */
export const runJava = async (jars: string, mainClass: string, programArguments: readonly string[]): Promise<void> => {
  await promisify(execFile)('java', ['-cp', `${jars}/*`, mainClass, ...programArguments]);
};

/** A Java program that ends, at the latest, with this process. */
export class JavaProcess {
  private constructor(
    private readonly shell: ChildProcess,
    private readonly pid: number,
  ) {}

  static async start(javaArguments: readonly string[], logFile: string): Promise<JavaProcess> {
    closeSync(openSync(logFile, 'w'));
    const shell = spawn('/bin/sh', ['-c', WATCHDOG, 'gemba-kafka-watchdog', logFile, 'java', ...javaArguments], {
      detached: true,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const [line] = (await once(shell.stdout!, 'data')) as [Buffer];
    shell.stdout!.destroy();
    shell.stdin!.on('error', () => undefined);
    shell.unref();
    (shell.stdin as unknown as { unref(): void }).unref();
    return new JavaProcess(shell, Number(line.toString()));
  }

  get isRunning(): boolean {
    return this.shell.exitCode === null && this.shell.signalCode === null;
  }

  /** Waits until its log says so. Throws, with the log's end, when it ended before or takes too long. */
  async saying(text: string, logFile: string, limitMs: number): Promise<void> {
    const deadline = Date.now() + limitMs;
    for (;;) {
      const log = readFileSync(logFile, 'utf8');
      if (log.includes(text)) return;
      if (!this.isRunning || Date.now() > deadline) throw new Error(`The broker did not start:\n${log.slice(-4000)}`);
      await delay(POLL_MS);
    }
  }

  signal(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  /** Sends a signal and waits for the end. */
  async end(signal: NodeJS.Signals): Promise<void> {
    if (!this.isRunning) return;
    const exited = once(this.shell, 'exit');
    this.shell.ref();
    this.signal(signal);
    await exited;
  }
}
