import { type ExplainedMove, ExplanationSearch } from './explanation-search';
import { MarkingGraph } from './marking-graph';
import { type ProcessNet } from './process-net';

export interface Alignment {
  /** Mandatory steps left out + activities that fit nowhere. */
  readonly cost: number;
  /** What it would cost to fit nothing at all: every activity inserted, and the cheapest way through skipped. */
  readonly worstCost: number;
  /** 1 − cost ÷ worstCost; null where there is nothing to compare. */
  readonly fitness: number | null;
  /** Mandatory steps left out, in the order of the process, each with the place in the trace before which it belongs. */
  readonly skipped: readonly { readonly step: string; readonly index: number }[];
  /** Mandatory steps left out for which that was allowed. */
  readonly excused: readonly { readonly step: string; readonly index: number }[];
  /** Activities that fit nowhere, with their place in the trace. */
  readonly inserted: readonly { readonly activity: string; readonly index: number }[];
}

const NOBODY: ReadonlySet<string> = new Set();

/** Aligns traces to one net. It remembers the markings it has seen, so that many traces share the work. */
export class TraceAligner {
  private readonly explanations: ExplanationSearch;
  private cheapestWay: number | undefined;

  constructor(net: ProcessNet) {
    this.explanations = new ExplanationSearch(new MarkingGraph(net));
  }

  /**
   * The cheapest explanation of a trace by the process: an activity matches a step that may happen now (free), or is
   * an insertion (1); a step that should have happened is skipped (1 when mandatory, else free). `isOver`: the case
   * has ended, so steps missing at the end count as well; an open case is only held against what it has done so far.
   * `excused`: steps that this case was allowed to leave out, which costs nothing.
   *
   * Among equally cheap explanations the one that matches earlier wins, so the answer is always the same.
   * Shapes: activities in order; cost in deviations. Source: Adriansyah, Aligning Observed and Modeled Behavior (2014),
   * with 0-1 breadth-first search. Errors: Error where the process can never end.
   * Cost: O(trace · markings · firings), markings shared between traces.
   */
  align(trace: readonly string[], isOver: boolean, excused: ReadonlySet<string> = NOBODY): Alignment {
    const moves = this.explanations.search(trace, isOver, excused);
    const worstCost = trace.length + (isOver ? this.cheapestWayThrough() : 0);
    const cost = costOf(moves);
    const leftOut = moves.filter(({ kind, step }) => kind === 'skip' && step!.mandatory);
    const named = (paid: boolean) =>
      leftOut.filter((move) => (move.cost === 1) === paid).map(({ step, index }) => ({ step: step!.key, index }));
    return {
      cost,
      worstCost,
      fitness: worstCost === 0 ? null : 1 - cost / worstCost,
      skipped: named(true),
      excused: named(false),
      inserted: moves
        .filter(({ kind }) => kind === 'insertion')
        .map(({ index }) => ({ activity: trace[index]!, index })),
    };
  }

  private cheapestWayThrough(): number {
    this.cheapestWay ??= costOf(this.explanations.search([], true, NOBODY));
    return this.cheapestWay;
  }
}

const costOf = (moves: readonly ExplainedMove[]): number => moves.reduce((sum, { cost }) => sum + cost, 0);
