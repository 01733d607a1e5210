import { AnalysisLoop } from './analyses/analysis-loop';
import { DrainLoop } from './drain/drain-loop';
import { Backlog } from './feed/backlog';
import { FeedLoop } from './feed/feed-loop';
import { type Projection } from './projection';
import { type ProjectorOptions } from './projector-options';

/** Runs feed, drain and analyses side by side until they are ended. Should one of them fail, it ends the others. */
export const followRecord = async (
  projection: Projection,
  { store, pool, schemas, now, log, onDrained }: ProjectorOptions,
  asOf: () => string,
  ending: AbortController,
): Promise<void> => {
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
  const drainLoop = new DrainLoop(projection.drain, () => projection.fanOut.step(), observer, nowMs);
  const backlog = new Backlog(pool, schemas.tables);
  const feedLoop = new FeedLoop(store, pool, schemas.tables, projection.feed, backlog, () => {
    drainLoop.fed(backlog.isPressing);
    analysisLoop.fed();
  });
  const loops = [feedLoop, drainLoop, analysisLoop].map((loop) =>
    loop.run(ending.signal).finally(() => ending.abort()),
  );
  const failed = (await Promise.allSettled(loops)).find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
};
