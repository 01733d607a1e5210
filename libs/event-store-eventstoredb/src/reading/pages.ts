import { type Following } from '../server/following';
import { type ServerEvent, serverEventIn } from '../server/server-event';

/** A subscription was open and silent although there is more in the record: it is of no use any more. */
export class StaleSubscription extends Error {
  readonly code = 'stale-subscription';
}

export interface PagingOptions {
  readonly pageSize: number;
  /** How long a subscription may say nothing before it is asked whether it still lives, in milliseconds. */
  readonly silenceMs: number;
  /** Whether the record holds more behind an event, or behind the subscription's beginning. */
  readonly isMoreBehind: (last: ServerEvent | null) => Promise<boolean>;
}

/** Older servers do not tell when a subscription has caught up: then whoever pauses so long has nothing more. */
const PAUSE_MS = 250;

/** Gathers what a subscription brings: full pages until it has caught up, from then on whatever is there. */
export class Pages {
  readonly #following: Following;
  readonly #options: PagingOptions;
  #last: ServerEvent | null = null;
  #isCaughtUp = false;

  constructor(following: Following, options: PagingOptions) {
    this.#following = following;
    this.#options = options;
  }

  /** Null when the subscription has ended. Throws the driver's error when it broke off. */
  async next(): Promise<ServerEvent[] | null> {
    const page: ServerEvent[] = [];
    for (;;) {
      this.#fill(page);
      const isWhole = page.length === this.#options.pageSize || (page.length > 0 && this.#isCaughtUp);
      if (isWhole || !(await this.#isMoreToCome(page.length > 0))) return page.length > 0 ? page : null;
    }
  }

  #fill(page: ServerEvent[]): void {
    while (page.length < this.#options.pageSize) {
      const message = this.#following.take();
      if (message === null) return;
      if (message.hasCaughtUp()) this.#isCaughtUp = true;
      if (message.hasFellBehind()) this.#isCaughtUp = false;
      const event = serverEventIn(message);
      if (event !== null) page.push((this.#last = event));
    }
  }

  async #isMoreToCome(hasBegun: boolean): Promise<boolean> {
    if (hasBegun) return (await this.#following.wait(PAUSE_MS)) === 'maybe';
    for (;;) {
      const waited = await this.#following.wait(this.#options.silenceMs);
      if (waited !== 'silent') return waited === 'maybe';
      if (!(await this.#options.isMoreBehind(this.#last))) continue;
      // It may have come just now.
      const waitedOn = await this.#following.wait(PAUSE_MS);
      if (waitedOn !== 'silent') return waitedOn === 'maybe';
      throw new StaleSubscription('A subscription said nothing although the record has grown.');
    }
  }
}
