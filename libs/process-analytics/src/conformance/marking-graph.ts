import { type Firing, type GraphStep, type ProcessNet } from './process-net';

/** What can happen in a marking. `firings[i]` leads to `to[i]`. */
export interface Moves {
  readonly steps: readonly GraphStep[];
  readonly to: readonly number[];
}

interface MovesOfMarking {
  /** Steps done without the trace showing them; a repeat nobody saw is no repeat. */
  readonly skips: Moves;
  readonly byActivity: ReadonlyMap<string, Moves>;
}

const NONE: Moves = { steps: [], to: [] };

/** The markings of a net that anybody has come to, each with a number, and the ways between them; found as they are asked for. */
export class MarkingGraph {
  readonly start: number;
  private readonly markings: Int32Array[] = [];
  private readonly idOfMarking = new Map<string, number>();
  private readonly moves: (MovesOfMarking | undefined)[] = [];
  private readonly final: boolean[] = [];

  constructor(private readonly net: ProcessNet) {
    this.start = this.intern(Int32Array.of(0));
  }

  get size(): number {
    return this.markings.length;
  }

  /** Whether a case may end here. */
  isFinal(marking: number): boolean {
    return this.final[marking]!;
  }

  skipsFrom(marking: number): Moves {
    return this.movesFrom(marking).skips;
  }

  matchesFrom(marking: number, activity: string): Moves {
    return this.movesFrom(marking).byActivity.get(activity) ?? NONE;
  }

  private movesFrom(marking: number): MovesOfMarking {
    return (this.moves[marking] ??= this.findMoves(this.markings[marking]!));
  }

  private findMoves(tokens: Int32Array): MovesOfMarking {
    const skips = { steps: [] as GraphStep[], to: [] as number[] };
    const byActivity = new Map<string, { steps: GraphStep[]; to: number[] }>();
    for (const firing of this.net.firings) {
      const after = fire(tokens, firing);
      if (after === null) continue;
      const to = this.intern(after);
      const { step, isRepeat } = firing;
      let matches = byActivity.get(step.key);
      if (matches === undefined) byActivity.set(step.key, (matches = { steps: [], to: [] }));
      for (const moves of isRepeat ? [matches] : [matches, skips]) {
        moves.steps.push(step);
        moves.to.push(to);
      }
    }
    return { skips, byActivity };
  }

  private intern(tokens: Int32Array): number {
    const key = tokens.join();
    let id = this.idOfMarking.get(key);
    if (id === undefined) {
      id = this.markings.push(tokens) - 1;
      this.idOfMarking.set(key, id);
      this.final.push(mayEnd(tokens, this.net));
    }
    return id;
  }
}

/** A place holds one token at most: a loop through a fork gives no second one, so markings stay finite. */
const fire = (tokens: Int32Array, firing: Firing): Int32Array | null => {
  const left = new Set(tokens);
  for (const place of firing.takes) if (!left.delete(place)) return null;
  for (const place of firing.gives) left.add(place);
  return Int32Array.from(left).sort();
};

const mayEnd = (tokens: Int32Array, { closedPlace, finalPlaces }: ProcessNet): boolean =>
  closedPlace === null ? tokens.every((place) => finalPlaces.has(place)) : tokens.includes(closedPlace);
