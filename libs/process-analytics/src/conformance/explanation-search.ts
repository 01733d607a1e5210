import { type MarkingGraph } from './marking-graph';
import { type GraphStep } from './process-net';

/** One part of an explanation: an activity matched, a step skipped before an activity, or an activity inserted. */
export interface ExplainedMove {
  readonly kind: 'match' | 'skip' | 'insertion';
  /** Null for an insertion. */
  readonly step: GraphStep | null;
  /** Match and insertion: the activity's place in the trace. Skip: the place of the activity it came before. */
  readonly index: number;
  readonly cost: 0 | 1;
}

const KINDS = ['match', 'skip', 'insertion'] as const;
const [MATCH, SKIP, INSERTION] = [0, 1, 2];
const ENTRIES_AT_FIRST = 4096;
const STATES_AT_FIRST = 16_384;

/**
 * Finds the cheapest explanation of a trace by 0-1 breadth-first search over (activities explained, marking). Its
 * lists are kept from one search to the next, for a search costs less than what it would have to allocate.
 */
export class ExplanationSearch {
  // One entry for each way that was found to a state; an entry's parent is where it came from.
  private stateOf = new Int32Array(ENTRIES_AT_FIRST);
  private parentOf = new Int32Array(ENTRIES_AT_FIRST);
  private kindOf = new Uint8Array(ENTRIES_AT_FIRST);
  private costOf = new Uint8Array(ENTRIES_AT_FIRST);
  private stepOf: (GraphStep | null)[] = [];
  private entries = 0;
  // A state is settled when its stamp is that of the search going on: nothing has to be cleared.
  private settled = new Uint32Array(STATES_AT_FIRST);
  private searchNo = 0;
  private now: number[] = [];
  private next: number[] = [];

  constructor(private readonly graph: MarkingGraph) {}

  /** The moves in their order. Steps named in `free` cost nothing to skip. */
  search(trace: readonly string[], isOver: boolean, free: ReadonlySet<string>): ExplainedMove[] {
    const width = trace.length + 1;
    this.begin();
    this.push(this.now, this.graph.start * width, -1, MATCH, null, 0);
    for (;;) {
      const entry = this.now.pop();
      if (entry === undefined) {
        if (this.next.length === 0) throw new Error('the process has no way to its end: lint it before aligning to it');
        // What was found first is looked at first.
        [this.now, this.next] = [this.next.reverse(), this.now];
        continue;
      }
      const state = this.stateOf[entry]!;
      if (!this.settle(state)) continue;
      const index = state % width;
      const marking = (state - index) / width;
      if (index === trace.length && (!isOver || this.graph.isFinal(marking))) return this.movesTo(entry, width);
      this.expand(entry, marking, index, trace, free);
    }
  }

  /** Pushes what is preferred last: a match over a free skip, a skip over an insertion. */
  private expand(
    entry: number,
    marking: number,
    index: number,
    trace: readonly string[],
    free: ReadonlySet<string>,
  ): void {
    const width = trace.length + 1;
    const skips = this.graph.skipsFrom(marking);
    for (let m = skips.to.length - 1; m >= 0; m--) {
      const step = skips.steps[m]!;
      const cost = step.mandatory && !free.has(step.key) ? 1 : 0;
      this.push(cost === 0 ? this.now : this.next, skips.to[m]! * width + index, entry, SKIP, step, cost);
    }
    const activity = trace[index];
    if (activity === undefined) return;
    this.push(this.next, marking * width + index + 1, entry, INSERTION, null, 1);
    const matches = this.graph.matchesFrom(marking, activity);
    for (let m = matches.to.length - 1; m >= 0; m--)
      this.push(this.now, matches.to[m]! * width + index + 1, entry, MATCH, matches.steps[m]!, 0);
  }

  private begin(): void {
    this.entries = 0;
    this.stepOf = [];
    this.now.length = 0;
    this.next.length = 0;
    this.searchNo++;
  }

  private settle(state: number): boolean {
    if (state < this.settled.length && this.settled[state] === this.searchNo) return false;
    if (state >= this.settled.length) this.settled = grown(this.settled, Uint32Array, state + 1);
    this.settled[state] = this.searchNo;
    return true;
  }

  private push(
    list: number[],
    state: number,
    parent: number,
    kind: number,
    step: GraphStep | null,
    cost: number,
  ): void {
    if (this.settled[state] === this.searchNo) return;
    if (this.entries === this.stateOf.length) this.grow();
    const entry = this.entries++;
    this.stateOf[entry] = state;
    this.parentOf[entry] = parent;
    this.kindOf[entry] = kind;
    this.costOf[entry] = cost;
    this.stepOf.push(step);
    list.push(entry);
  }

  private grow(): void {
    const wanted = this.entries + 1;
    this.stateOf = grown(this.stateOf, Int32Array, wanted);
    this.parentOf = grown(this.parentOf, Int32Array, wanted);
    this.kindOf = grown(this.kindOf, Uint8Array, wanted);
    this.costOf = grown(this.costOf, Uint8Array, wanted);
  }

  private movesTo(goal: number, width: number): ExplainedMove[] {
    const moves: ExplainedMove[] = [];
    for (let entry = goal; this.parentOf[entry]! >= 0; entry = this.parentOf[entry]!) {
      const kind = KINDS[this.kindOf[entry]!]!;
      const explained = this.stateOf[entry]! % width;
      const index = kind === 'skip' ? explained : explained - 1;
      moves.push({ kind, step: this.stepOf[entry]!, index, cost: this.costOf[entry] as 0 | 1 });
    }
    return moves.reverse();
  }
}

const grown = <List extends Int32Array | Uint32Array | Uint8Array>(
  list: List,
  kind: new (length: number) => List,
  wanted: number,
): List => {
  const larger = new kind(Math.max(wanted, 2 * list.length));
  larger.set(list);
  return larger;
};
