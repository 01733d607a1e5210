import { SingleBar } from 'cli-progress';

/** How far a long piece of work has come; silent where nobody looks. */
export interface ProgressBar {
  /**
   * @param of null where nobody knows how much there is: the bar then grows with what is done
   * @param figures what the format shows beside bar and time left
   */
  update(done: number, of: number | null, figures?: Readonly<Record<string, string | number>>): void;
  stop(): void;
}

const SILENT: ProgressBar = { update: () => undefined, stop: () => undefined };

/**
 * On a terminal a bar with the time left, on standard error; elsewhere nothing. `figures` names what stands between the
 * two, in the words of cli-progress: `{value}/{total} events`.
 */
export const progressBar = (figures: string): ProgressBar => {
  if (!process.stderr.isTTY) return SILENT;
  const format = `{bar} {percentage} % · ${figures} · {eta_formatted} left`;
  const bar = new SingleBar({ format, barsize: 30, stream: process.stderr });
  let started = false;
  return {
    update: (done, of, shown = {}) => {
      const total = of ?? done;
      if (!started) bar.start(total, done, shown);
      started = true;
      bar.setTotal(total);
      bar.update(done, shown);
    },
    stop: () => bar.stop(),
  };
};
