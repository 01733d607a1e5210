import { AnalysisLoop } from './analyses/analysis-loop';
import { DrainLoop } from './drain/drain-loop';
import { Backlog } from './feed/backlog';
import { FeedLoop } from './feed/feed-loop';
import { type Projection } from './projection';
import { type ProjectorOptions } from './projector-options';
import { ANALYSES, FEED } from './sharing/lease';
import { type LeaseKeeper } from './sharing/lease-keeper';
import { type Signal } from './sharing/signals';
import { whileHeld } from './sharing/while-held';

/** Tells the loops what other processes told. */
export type OnSignal = (signal: Signal) => void;

/**
 * Runs feed, drain and analyses side by side until they are ended: the drain for whatever deals are ours, the others
 * while their lease is. Should one of them fail, it ends the others. `onReady` is handed what others' signals go to.
 */
export const followRecord = async (
  projection: Projection,
  { store, pool, schemas, now, log, onDrained }: ProjectorOptions,
  keeper: LeaseKeeper,
  asOf: () => string,
  ending: AbortController,
  onReady: (onSignal: OnSignal) => void,
): Promise<void> => {
  const { holdings } = keeper;
  const nowMs = (): number => now().getTime();
  const analysisLoop = new AnalysisLoop(projection.analyses, asOf, nowMs, (table, error) =>
    log.error(`The table ${table} cannot be computed; its rows stay as they were.`, error),
  );
  const observer = {
    drained: (...[batch, seconds]: Parameters<NonNullable<typeof onDrained>>): void => {
      onDrained?.(batch, seconds);
      for (const { dealId, error } of batch.failures)
        log.error(`The deal ${dealId} cannot be computed; its rows stay as they were.`, error);
    },
    idle: (): void => analysisLoop.drained(),
  };
  const backlog = new Backlog(pool, schemas.tables);
  const carryOn = async (): Promise<boolean> => {
    if (holdings.get(ANALYSES) === undefined || !(await backlog.hasRoom())) return false;
    const hasMore = await projection.fanOut.step();
    if (hasMore) keeper.tell('fed');
    return hasMore;
  };
  const drainLoop = new DrainLoop(projection.drain, carryOn, observer, nowMs);
  const fed = (isPressing: boolean): void => {
    drainLoop.fed(isPressing);
    analysisLoop.fed();
  };
  const feedLoop = new FeedLoop(store, pool, schemas.tables, projection.feed, backlog, () => {
    fed(backlog.isPressing);
    keeper.tell(backlog.isPressing ? 'pressing' : 'fed');
  });
  onReady((signal) => fed(signal === 'pressing'));
  const unwatch = holdings.watch(() => drainLoop.wakeUp());
  const held = (name: string, run: (signal: AbortSignal) => Promise<void>): Promise<void> =>
    whileHeld(holdings, name, ending.signal, run);
  const loops = [
    held(FEED, (signal) => feedLoop.run(signal)),
    drainLoop.run(ending.signal),
    held(ANALYSES, (signal) => analysisLoop.run(signal)),
  ].map((loop) => loop.finally(() => ending.abort()));
  const failed = (await Promise.allSettled(loops)).find((outcome) => outcome.status === 'rejected');
  unwatch();
  if (failed !== undefined) throw failed.reason;
};
