import { join } from 'node:path';
import { GembaConfig } from '@gemba/platform';
import { type StageDurationStatsRow } from '@gemba/read-models';
import { Inject, Injectable } from '@nestjs/common';
import { runInThread } from '../threads/run-in-thread';
import { type DurationsQuestion } from './compute-durations';
import type { DurationsAssignment } from './durations.worker';

/** Computes durations in a worker thread, one question after the other: two would only halve each other's processor. */
@Injectable()
export class DurationsThread {
  private last: Promise<unknown> = Promise.resolve();

  constructor(@Inject(GembaConfig) private readonly config: GembaConfig) {}

  compute(question: DurationsQuestion): Promise<StageDurationStatsRow[]> {
    const assignment: DurationsAssignment = { databaseUrl: this.config.databaseUrl!, question: { ...question } };
    const answer = this.last.then(() =>
      runInThread<StageDurationStatsRow[]>(join(__dirname, 'durations.worker.js'), assignment),
    );
    this.last = answer.catch(() => undefined);
    return answer;
  }
}
