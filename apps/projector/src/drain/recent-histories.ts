import { randomUUID } from 'node:crypto';
import { type HistoryEvent } from '@gemba/read-models';
import { type PageObserver } from '../feed/feed';
import { type TouchedStream } from '../feed/touched-streams';

interface PageInFlight {
  readonly no: number;
  readonly streams: ReadonlySet<string>;
}

/** What a reader must hand back with what it read, so that a history which moved meanwhile is not kept. */
export type ReadToken = number;

const EVENTS_KEPT_MAX = 50_000;
const PAGES_REMEMBERED = 64;

/**
 * Whole histories of streams that were written or read a short while ago, so that a drain beside the feed need not read
 * back what the feed has just written. Holds what is committed, or nothing: from before a page's commit until after it
 * the page's streams are read from the database.
 *
 * It knows of no page that somebody else fed. So it counts only while the checkpoint says, in the transaction that reads
 * and after it has taken its deals, that the last page was fed in this very tenure.
 */
export class RecentHistories implements PageObserver {
  private readonly histories = new Map<string, HistoryEvent[]>();
  private readonly pages: PageInFlight[] = [];
  private inFlight: PageInFlight | undefined;
  private pageNo = 0;
  private events = 0;
  private current = randomUUID();

  get tenure(): string {
    return this.current;
  }

  begin(): void {
    this.current = randomUUID();
    this.failed();
    // Whoever reads at this moment may miss a page of somebody else's: all that was given out before is void.
    this.pageNo++;
    this.pages.length = 0;
  }

  /** A page is about to be committed. */
  committing(touched: readonly TouchedStream[]): void {
    this.inFlight = { no: ++this.pageNo, streams: new Set(touched.map(({ name }) => name)) };
    this.pages.push(this.inFlight);
    if (this.pages.length > PAGES_REMEMBERED) this.pages.shift();
  }

  /** The page is in the database. */
  committed(touched: readonly TouchedStream[]): void {
    this.inFlight = undefined;
    for (const { name, isNew, events } of touched) {
      const known = this.histories.get(name);
      if (known !== undefined) this.keep(name, [...known, ...events]);
      else if (isNew) this.keep(name, [...events]);
    }
  }

  /** Nobody knows what became of the page. */
  failed(): void {
    this.inFlight = undefined;
    this.histories.clear();
    this.events = 0;
  }

  /** `fedBy`: who fed the last page, as read after the deals were taken. */
  get(stream: string, fedBy: string | null): readonly HistoryEvent[] | undefined {
    if (fedBy !== this.current || this.inFlight?.streams.has(stream) === true) return undefined;
    return this.histories.get(stream);
  }

  beginRead(): ReadToken {
    return this.inFlight === undefined ? this.pageNo : this.inFlight.no - 1;
  }

  /** Keeps a history that was read whole since the token was given, unless a page touched the stream meanwhile. */
  offer(token: ReadToken, stream: string, events: readonly HistoryEvent[]): void {
    const oldestRemembered = this.pageNo - this.pages.length;
    const mayHaveMoved = this.pages.some(({ no, streams }) => no > token && streams.has(stream));
    if (token >= oldestRemembered && !mayHaveMoved) this.keep(stream, [...events]);
  }

  /** The longest untouched go first. */
  private keep(stream: string, events: HistoryEvent[]): void {
    this.events += events.length - (this.histories.get(stream)?.length ?? 0);
    this.histories.delete(stream);
    this.histories.set(stream, events);
    for (const [oldest, { length }] of this.histories) {
      if (this.events <= EVENTS_KEPT_MAX) return;
      this.histories.delete(oldest);
      this.events -= length;
    }
  }
}
