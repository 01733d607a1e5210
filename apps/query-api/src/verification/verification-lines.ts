import { join } from 'node:path';
import { type EventStore, type RecordVerification } from '@gemba/event-sourcing';
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

  /**
   * Lines `{"events","of"}` while it goes on, at last `{"verification"}`. `of` is null where nobody counts the events.
   * `seal`: an earlier one, as text, to be held against the record.
   */
  async *verify(seal: string | null): AsyncGenerator<string> {
    const { databaseUrl, eventStore: record } = this.config;
    // Only there positions have no gaps, so that the last one is a number of events.
    const of = record.kind === 'postgres' ? Number((await this.store.head()).position) : null;
    let events = 0;
    let news: () => void = () => undefined;
    const assignment: VerificationAssignment = { databaseUrl: databaseUrl!, record, seal };
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
