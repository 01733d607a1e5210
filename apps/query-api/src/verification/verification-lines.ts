import { join } from 'node:path';
import { type EventStore } from '@gemba/event-sourcing';
import { type RecordVerification } from '@gemba/event-store-postgres';
import { EVENT_STORE, GembaConfig } from '@gemba/platform';
import { Inject, Injectable } from '@nestjs/common';
import { runInThread } from '../threads/run-in-thread';
import type { VerificationAssignment } from './verify-record.worker';

/** Checks the whole record in a worker thread and tells about it line by line. */
@Injectable()
export class VerificationLines {
  constructor(
    @Inject(GembaConfig) private readonly config: GembaConfig,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** Lines `{"events","of"}` while it goes on, at last `{"verification"}`. */
  async *verify(): AsyncGenerator<string> {
    const of = Number((await this.store.head()).position);
    let events = 0;
    let news: () => void = () => undefined;
    const assignment: VerificationAssignment = { databaseUrl: this.config.databaseUrl! };
    const file = join(__dirname, 'verify-record.worker.js');
    let verification: RecordVerification | undefined;
    const done = runInThread<RecordVerification, number>(file, assignment, (progress) => {
      events = progress;
      news();
    }).then((result) => (verification = result));
    while (verification === undefined) {
      yield `${JSON.stringify({ events, of })}\n`;
      await Promise.race([done, new Promise<void>((resolve) => (news = resolve))]);
    }
    yield `${JSON.stringify({ verification })}\n`;
  }
}
