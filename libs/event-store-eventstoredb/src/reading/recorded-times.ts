/** So long the clock stood behind an earlier event: what was written meanwhile is given that event's time. */
export interface Fall {
  /** Commit positions of the first and the last event of it. */
  readonly from: bigint;
  readonly to: bigint;
  /** Microseconds since 1970. */
  readonly micros: number;
}

/** What must be known to tell the time of every event up to a place, and to go on from there. */
export interface TimesUpTo {
  /** Commit position of the last event that was looked at; -1 before the first. */
  readonly commit: bigint;
  /** The latest time of all events up to there. */
  readonly micros: number;
  /** In the order of the log. */
  readonly falls: readonly Fall[];
}

type Timed = { readonly commit: bigint; readonly createdMicros: number };

/**
 * `recordedAt` of an event is the latest time that the server's clock had shown at it or at any event of the record
 * before it: the same for whoever asks, and never less than that of an earlier event, though servers' clocks fall,
 * when they are set or when another server leads. All that must be remembered for that are the falls.
 */
export class RecordedTimes {
  #commit = -1n;
  #micros = 0;
  #falls: Fall[] = [];

  /** Commit position up to which everything is known; -1: nothing is. */
  get upTo(): bigint {
    return this.#commit;
  }

  snapshot(): TimesUpTo {
    return { commit: this.#commit, micros: this.#micros, falls: [...this.#falls] };
  }

  /** Takes over what somebody else found out, where that is more. */
  adopt({ commit, micros, falls }: TimesUpTo): void {
    if (commit <= this.#commit) return;
    this.#commit = commit;
    this.#micros = micros;
    this.#falls = [...falls];
  }

  /** Takes in events that follow each other, the first no later than the next one that is not known; how many were new. */
  follow(events: readonly Timed[]): number {
    let taken = 0;
    for (const event of events) {
      if (event.commit <= this.#commit) continue;
      this.#take(event);
      taken++;
    }
    return taken;
  }

  forget(): void {
    this.#commit = -1n;
    this.#micros = 0;
    this.#falls = [];
  }

  /** Microseconds since 1970. Only for events up to `upTo`. */
  microsOf({ commit, createdMicros }: Timed): number {
    let [low, high] = [0, this.#falls.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#falls[middle]!.to < commit) low = middle + 1;
      else high = middle;
    }
    const fall = this.#falls[low];
    return fall !== undefined && fall.from <= commit ? fall.micros : createdMicros;
  }

  #take({ commit, createdMicros }: Timed): void {
    const open = this.#falls.at(-1);
    if (createdMicros >= this.#micros) this.#micros = createdMicros;
    else if (open?.to === this.#commit) this.#falls[this.#falls.length - 1] = { ...open, to: commit };
    else this.#falls.push({ from: commit, to: commit, micros: this.#micros });
    this.#commit = commit;
  }
}
