import { startFault } from './start-fault';

/** Something that runs until it is told to stop. */
export interface Running {
  /** Finishes what is under way, then lets go of everything. */
  stop(): Promise<void>;
}

export interface RunOptions {
  readonly start: () => Promise<Running>;
  readonly graceSeconds: number;
}

/** Resolves at the first SIGTERM or SIGINT; from then on the process has so long to end. A second one ends it at once. */
const firstSignal = (graceSeconds: number): Promise<void> =>
  new Promise((resolve) => {
    let received = 0;
    const onSignal = (): void => {
      if (++received > 1) process.exit(1);
      setTimeout(() => {
        process.stderr.write(`Work under way did not finish within ${graceSeconds} seconds: it is cut off.\n`);
        process.exit(1);
      }, graceSeconds * 1000).unref();
      resolve();
    };
    process.on('SIGTERM', onSignal);
    process.on('SIGINT', onSignal);
  });

/**
 * The life of a process: start, run until SIGTERM or SIGINT, stop in order. A start or stop that takes longer than the
 * grace period after it, or a second signal, is cut off. Exit code 0 only after an orderly stop.
 */
export const runUntilSignal = async ({ start, graceSeconds }: RunOptions): Promise<void> => {
  const signal = firstSignal(graceSeconds);
  try {
    const running = await start();
    await signal;
    await running.stop();
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${startFault(error)}\n`);
    process.exit(1);
  }
};
