import { type Position, START } from '@gemba/event-sourcing';
import { placeOf, positionOf } from '../positions';
import { type ServerEvent } from '../server/server-event';
import { RecordedTimes, type TimesUpTo } from './recorded-times';
import { type ServerLog } from './server-log';
import { type Milestone, type Timeline } from './timeline';

const PAGE_EVENTS = 1_000;
/** So many events after the last milestone the next is set. */
const MILESTONE_EVENTS = 1_000;

/** Tells the time of each event of the record, looking at no more of it than must be. Who reads sets milestones. */
export class TimesOfRecord {
  readonly #log: ServerLog;
  readonly #timeline: Timeline;
  readonly #times = new RecordedTimes();
  #milestone: Milestone | null = null;
  #eventsSinceMilestone = 0;
  #lookingUp: Promise<void> | undefined;
  #setting: Promise<void> | undefined;

  constructor(log: ServerLog, timeline: Timeline) {
    this.#log = log;
    this.#timeline = timeline;
  }

  /** Times of events that follow each other in the record, the first right behind a position. In microseconds. */
  async ofNext(after: Position, events: readonly ServerEvent[]): Promise<number[]> {
    const seen = after === START ? -1n : placeOf(after).commit;
    await this.#upTo(seen);
    this.#follow(events);
    return events.map((event) => this.#times.microsOf(event));
  }

  /** Times of events from anywhere in the record. */
  async of(events: readonly ServerEvent[]): Promise<number[]> {
    await this.#upTo(events.reduce((most, { commit }) => (commit > most ? commit : most), -1n));
    return events.map((event) => this.#times.microsOf(event));
  }

  /** The record may be another one from now on. */
  forget(): void {
    this.#times.forget();
    this.#milestone = null;
    this.#eventsSinceMilestone = 0;
  }

  /** Resolves when no milestone is being set. */
  async settled(): Promise<void> {
    await this.#setting;
  }

  /** Looks at everything up to a place once; many who ask at once share the look. */
  async #upTo(commit: bigint): Promise<void> {
    while (this.#times.upTo < commit) {
      this.#lookingUp ??= this.#lookUp(commit).finally(() => (this.#lookingUp = undefined));
      await this.#lookingUp;
    }
  }

  async #lookUp(commit: bigint): Promise<void> {
    const milestone = await this.#timeline.last();
    if (milestone !== null && milestone.commit > this.#times.upTo) {
      this.#times.adopt(milestone);
      this.#milestone = milestone;
      this.#eventsSinceMilestone = 0;
    }
    while (this.#times.upTo < commit) {
      const from = this.#times.upTo;
      const page = await this.#log.after(from < 0n ? START : positionOf(from), PAGE_EVENTS);
      // Somebody else may have looked further meanwhile, or have forgotten everything.
      if (this.#times.upTo < from) return;
      if (page.length === 0)
        throw new Error(`The record ends before commit position ${commit}, of which it was asked.`);
      this.#follow(page);
    }
  }

  #follow(events: readonly ServerEvent[]): void {
    this.#eventsSinceMilestone += this.#times.follow(events);
    if (this.#eventsSinceMilestone < MILESTONE_EVENTS || this.#setting !== undefined) return;
    this.#eventsSinceMilestone = 0;
    this.#setting = this.#setMilestone(this.#times.snapshot()).finally(() => (this.#setting = undefined));
  }

  /** A milestone that cannot be set is none: whoever comes later has more to look at. */
  async #setMilestone(times: TimesUpTo): Promise<void> {
    try {
      const number = this.#milestone?.number ?? -1;
      if (await this.#timeline.set(number, times)) this.#milestone = { ...times, number: number + 1 };
      else this.#milestone = await this.#timeline.last();
    } catch {
      this.#milestone = null;
    }
  }
}
