import { Worker } from 'node:worker_threads';

/** What a thread tells: how far it is, as often as it likes, and at last its result. */
export type ThreadMessage<Result, Progress = never> = { readonly progress: Progress } | { readonly result: Result };

/** Runs a compiled file in a worker thread until it tells its result; a thread that ends without one is an error. */
export const runInThread = <Result, Progress = never>(
  file: string,
  workerData: unknown,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<Result> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(file, { workerData });
    worker.on('message', (message: ThreadMessage<Result, Progress>) => {
      if ('result' in message) resolve(message.result);
      else onProgress(message.progress);
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The thread ended with code ${code} and no result.`)));
  });
