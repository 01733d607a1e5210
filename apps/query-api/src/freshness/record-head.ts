import { type EventStore, type Position } from '@gemba/event-sourcing';
import { EVENT_STORE } from '@gemba/platform';
import { Inject, Injectable } from '@nestjs/common';

/** Answers do not wait longer for a record that does not answer. */
const PATIENCE_MS = 1_000;

/** Where the record ends: what tables say of themselves, only the record can check. */
@Injectable()
export class RecordHead {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  /**
   * The position of the last event, to be asked before a snapshot begins: what is recorded after it must not make a
   * table look late. Null where the record does not answer: tables can be read all the same.
   */
  async position(): Promise<Position | null> {
    let timer: NodeJS.Timeout | undefined;
    const tired = new Promise<null>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS, null)));
    const asked = this.store.head().then(
      ({ position }) => position,
      () => null,
    );
    try {
      return await Promise.race([asked, tired]);
    } finally {
      clearTimeout(timer);
    }
  }
}
