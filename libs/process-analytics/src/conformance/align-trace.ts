import { type Firing, type ProcessNet } from './process-net';

export interface Alignment {
  /** Mandatory steps left out + activities that fit nowhere. */
  readonly cost: number;
  /** What it would cost to fit nothing at all: every activity inserted, and the cheapest way through skipped. */
  readonly worstCost: number;
  /** 1 − cost ÷ worstCost; null where there is nothing to compare. */
  readonly fitness: number | null;
  /** Mandatory steps left out, in the order of the process. */
  readonly skipped: readonly string[];
  /** Activities that fit nowhere, with their place in the trace. */
  readonly inserted: readonly { readonly activity: string; readonly index: number }[];
}

/** A net remembers the markings it has seen, so that many traces share the work. */
export class TraceAligner {
  private readonly markings: Int32Array[] = [];
  private readonly idOfMarking = new Map<string, number>();
  private readonly moves: (readonly Move[] | undefined)[] = [];
  private readonly start: number;
  private cheapestWay: number | undefined;

  constructor(private readonly net: ProcessNet) {
    this.start = this.intern(Int32Array.of(0));
  }

  /**
   * The cheapest explanation of a trace by the process: an activity matches a step that may happen now (free), or is
   * an insertion (1); a step that should have happened is skipped (1 when mandatory, else free). `isOver`: the case
   * has ended, so steps missing at the end count as well; an open case is only held against what it has done so far.
   *
   * Among equally cheap explanations the one that matches earlier wins, so the answer is always the same.
   * Shapes: activities in order; cost in deviations. Source: Adriansyah, Aligning Observed and Modeled Behavior (2014),
   * with 0-1 breadth-first search. Cost: O(trace · markings · firings), markings shared between traces.
   */
  align(trace: readonly string[], isOver: boolean): Alignment {
    const goal = this.search(trace, isOver);
    const skipped: string[] = [];
    const inserted: { activity: string; index: number }[] = [];
    for (let node: Node | null = goal; node?.from; node = node.from) {
      if (node.step === undefined) inserted.push({ activity: trace[node.index - 1]!, index: node.index - 1 });
      else if (node.isSkip && node.step.mandatory) skipped.push(node.step.key);
    }
    const worstCost = trace.length + (isOver ? this.cheapestWayThrough() : 0);
    const fitness = worstCost === 0 ? null : 1 - goal.cost / worstCost;
    return { cost: goal.cost, worstCost, fitness, skipped: skipped.reverse(), inserted: inserted.reverse() };
  }

  private cheapestWayThrough(): number {
    this.cheapestWay ??= this.search([], true).cost;
    return this.cheapestWay;
  }

  private search(trace: readonly string[], isOver: boolean): Node {
    const settled = new Set<number>();
    // Two lists instead of a heap: steps cost 0 or 1. Free moves go on top of the stack, the others wait their turn.
    let now: Node[] = [{ index: 0, marking: this.start, cost: 0, from: null, step: undefined, isSkip: false }];
    let next: Node[] = [];
    for (;;) {
      const node = now.pop();
      if (node === undefined) {
        if (next.length === 0) throw new Error('the process has no way to its end: lint it before aligning to it');
        [now, next] = [next.reverse(), now];
        continue;
      }
      const id = node.marking * (trace.length + 1) + node.index;
      if (settled.has(id)) continue;
      settled.add(id);
      if (node.index === trace.length && (!isOver || this.isFinal(node.marking))) return node;
      this.expand(node, trace, now, next);
    }
  }

  /** Pushes what is preferred last: a match over a free skip, a skip over an insertion. */
  private expand(node: Node, trace: readonly string[], now: Node[], next: Node[]): void {
    const moves = this.movesFrom(node.marking);
    const activity = trace[node.index];
    for (let m = moves.length - 1; m >= 0; m--) {
      const { firing, to } = moves[m]!;
      if (firing.isRepeat) continue;
      const cost = firing.step.mandatory ? 1 : 0;
      const skip = { ...node, marking: to, cost: node.cost + cost, from: node, step: firing.step, isSkip: true };
      (cost === 0 ? now : next).push(skip);
    }
    if (activity === undefined) return;
    const index = node.index + 1;
    next.push({ index, marking: node.marking, cost: node.cost + 1, from: node, step: undefined, isSkip: false });
    for (let m = moves.length - 1; m >= 0; m--) {
      const { firing, to } = moves[m]!;
      if (firing.step.key !== activity) continue;
      now.push({ index, marking: to, cost: node.cost, from: node, step: firing.step, isSkip: false });
    }
  }

  private movesFrom(marking: number): readonly Move[] {
    let moves = this.moves[marking];
    if (moves === undefined) {
      const tokens = this.markings[marking]!;
      moves = this.net.firings.flatMap((firing) => {
        const after = fire(tokens, firing);
        return after === null ? [] : [{ firing, to: this.intern(after) }];
      });
      this.moves[marking] = moves;
    }
    return moves;
  }

  private isFinal(marking: number): boolean {
    return this.markings[marking]!.every((place) => this.net.finalPlaces.has(place));
  }

  private intern(tokens: Int32Array): number {
    const key = tokens.join();
    let id = this.idOfMarking.get(key);
    if (id === undefined) {
      id = this.markings.push(tokens) - 1;
      this.idOfMarking.set(key, id);
    }
    return id;
  }
}

interface Move {
  readonly firing: Firing;
  readonly to: number;
}

interface Node {
  /** Activities of the trace explained so far. */
  readonly index: number;
  readonly marking: number;
  readonly cost: number;
  readonly from: Node | null;
  /** The step matched or skipped; undefined for an insertion (and at the start). */
  readonly step: Firing['step'] | undefined;
  readonly isSkip: boolean;
}

/** A place holds one token at most: a loop through a fork gives no second one, so markings stay finite. */
const fire = (tokens: Int32Array, firing: Firing): Int32Array | null => {
  const left = new Set(tokens);
  for (const place of firing.takes) if (!left.delete(place)) return null;
  for (const place of firing.gives) left.add(place);
  return Int32Array.from(left).sort();
};
