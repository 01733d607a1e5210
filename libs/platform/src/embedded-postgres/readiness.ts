import { logBytes } from './log-tail';
import { readPostmasterFile } from './postmaster-file';
import { waitUntil } from './waiting';

export interface ReadinessPlan {
  readonly cluster: string;
  readonly logFile: string;
  /** How long the server may say nothing before it is ready. A long recovery says something every five seconds. */
  readonly silenceLimitMs: number;
}

/** Waits until the server takes connections (its process number), was silent for too long, or nobody waits any more. */
export const awaitReady = async (
  plan: ReadinessPlan,
  isGivenUp: () => boolean,
): Promise<number | 'silent' | 'given-up'> => {
  const { cluster, logFile, silenceLimitMs } = plan;
  for (;;) {
    const heardBytes = logBytes(logFile);
    const isReady = (): boolean => readPostmasterFile(cluster)?.isReady ?? false;
    const hasSpoken = (): boolean => logBytes(logFile) !== heardBytes;
    const isOver = await waitUntil(() => isReady() || isGivenUp() || hasSpoken(), silenceLimitMs);
    if (isGivenUp()) return 'given-up';
    const server = readPostmasterFile(cluster);
    if (server?.isReady) return server.pid;
    if (!isOver) return 'silent';
  }
};
