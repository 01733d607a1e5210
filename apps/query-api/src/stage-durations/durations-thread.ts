import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { GembaConfig } from '@gemba/platform';
import { type StageDurationStatsRow } from '@gemba/read-models';
import { Inject, Injectable } from '@nestjs/common';
import { type DurationsQuestion } from './compute-durations';

/** Computes durations in a worker thread, one question after the other: two would only halve each other's processor. */
@Injectable()
export class DurationsThread {
  private last: Promise<unknown> = Promise.resolve();

  constructor(@Inject(GembaConfig) private readonly config: GembaConfig) {}

  compute(question: DurationsQuestion): Promise<StageDurationStatsRow[]> {
    const answer = this.last.then(() => this.run(question));
    this.last = answer.catch(() => undefined);
    return answer;
  }

  private run(question: DurationsQuestion): Promise<StageDurationStatsRow[]> {
    const worker = new Worker(join(__dirname, 'durations.worker.js'), {
      workerData: { databaseUrl: this.config.databaseUrl, question: { ...question } },
    });
    return new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`The thread ended with code ${code} and no answer.`)));
    });
  }
}
