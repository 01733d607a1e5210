import { SingleBar } from 'cli-progress';

/** How far a long piece of work has come; silent where nobody looks. */
export interface ProgressBar {
  /** @param note what else there is to say, at the end of the line */
  update(done: number, of: number, note?: string): void;
  stop(): void;
}

const SILENT: ProgressBar = { update: () => undefined, stop: () => undefined };

/** On a terminal a bar with rate and time left, on standard error; elsewhere nothing. `unit` is what is counted. */
export const progressBar = (unit: string): ProgressBar => {
  if (!process.stderr.isTTY) return SILENT;
  const bar = new SingleBar({
    format: `{bar} {percentage} % · {value}/{total} ${unit} · {rate}/s · {eta_formatted} left{note}`,
    barsize: 30,
    stream: process.stderr,
  });
  const startedAt = performance.now();
  let started = false;
  return {
    update: (done, of, note = '') => {
      const rate = Math.round((done / (performance.now() - startedAt)) * 1_000);
      const shown = { rate, note: note === '' ? '' : ` · ${note}` };
      if (!started) bar.start(of, done, shown);
      started = true;
      bar.setTotal(of);
      bar.update(done, shown);
    },
    stop: () => bar.stop(),
  };
};
