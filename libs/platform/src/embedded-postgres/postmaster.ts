import { type ChildProcess } from 'node:child_process';
import { type DatabaseUser } from './database-user';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { bringDown, isGone, settleLeftovers } from './leftovers';
import { logBytes, tailOf } from './log-tail';
import { signalProcess } from './processes';
import { awaitReady, type ReadinessPlan } from './readiness';
import { waitUntil } from './waiting';
import { spawnUnderWatchdog } from './watchdog';

/** How long clients may take to leave by themselves. */
const SMART_LIMIT_MS = 3_000;

export interface PostmasterPlan extends ReadinessPlan {
  readonly program: string;
  readonly user: DatabaseUser | null;
}

export interface RunningPostmaster {
  readonly pid: number;
  /** Resolves with the manner of its end once every process of this server is gone. Never rejects. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

const mannerOfEnd = (watchdog: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    watchdog.once('error', (error) => resolve(`could not be started: ${error.message}`));
    watchdog.once('exit', (code, signal) => {
      if (signal !== null) resolve(`lost its watchdog to ${signal}`);
      // A shell reports a signal as 128 and its number.
      else resolve(code !== null && code > 128 ? `was ended by signal ${code - 128}` : `ended with code ${code}`);
    });
  });

/** One server under its watchdog. */
class WatchedPostmaster {
  private readonly watchdog: ChildProcess;
  readonly ended: Promise<string>;
  hasEnded = false;

  constructor(plan: PostmasterPlan) {
    this.watchdog = spawnUnderWatchdog(plan.program, ['-D', plan.cluster], plan);
    this.ended = mannerOfEnd(this.watchdog).then(async (manner) => {
      this.hasEnded = true;
      this.letGo();
      // Where only the watchdog died, its guardian, or else we, still have to stop the server.
      await settleLeftovers(plan.cluster);
      return manner;
    });
  }

  /** Closes the pipe, which the guardian takes for our end: it stops the server. */
  letGo(): void {
    this.watchdog.stdin?.destroy();
  }

  /** From now on this process may end although the server runs; it then ends with us. */
  running(pid: number): RunningPostmaster {
    this.watchdog.unref();
    return { pid, ended: this.ended, stop: () => this.stop(pid) };
  }

  private async stop(pid: number): Promise<void> {
    // A script whose last act this is has to wait for its end.
    this.watchdog.ref();
    if (!this.hasEnded) signalProcess(pid, 'SIGTERM');
    if (!(await waitUntil(() => this.hasEnded || isGone(pid), SMART_LIMIT_MS))) await bringDown(pid);
    await this.ended;
  }
}

/** Starts the server and waits until it takes connections. The signal breaks the waiting off and stops the server. */
export const startPostmaster = async (plan: PostmasterPlan, signal: AbortSignal): Promise<RunningPostmaster> => {
  await settleLeftovers(plan.cluster);
  const logStart = logBytes(plan.logFile);
  const postmaster = new WatchedPostmaster(plan);
  const outcome = await awaitReady(plan, () => postmaster.hasEnded || signal.aborted);
  if (typeof outcome === 'number') return postmaster.running(outcome);

  const hadEnded = postmaster.hasEnded;
  postmaster.letGo();
  const manner = await postmaster.ended;
  const silent = `said nothing for ${plan.silenceLimitMs} ms and was not ready`;
  const why = outcome === 'silent' ? silent : hadEnded ? manner : 'was told to stop';
  throw new EmbeddedPostgresError(
    'start-failed',
    `PostgreSQL did not start: it ${why}. The end of ${plan.logFile}:\n${tailOf(plan.logFile, logStart)}`,
  );
};
