/** One case as the sequence of its activities. */
export type Trace = readonly string[];

const START = '▶';
const END = '■';

/** b came right after a. */
export interface FollowingPair {
  readonly from: string;
  readonly to: string;
  /** `a → b` */
  readonly name: string;
}

/** The directly-follows pairs of one case in order, its start and end included: one more than it has activities. */
export const followingPairs = (trace: Trace): FollowingPair[] =>
  [...trace, END].map((to, i) => {
    const from = i === 0 ? START : trace[i - 1]!;
    return { from, to, name: `${from} → ${to}` };
  });

/** How often each directly-follows pair occurs, case by case: the columns by which two stretches of cases are compared. */
export interface DirectlyFollowsFeatures {
  /** `a → b`, the start of a case written ▶, its end ■. */
  readonly names: readonly string[];
  /** One column a pair, over all cases in order. */
  readonly counts: readonly Float64Array[];
}

/**
 * Directly-follows counts: for each pair "b came right after a", with start and end of the case as a and b too, how
 * often it happened in each case. An empty trace holds the one pair ▶ → ■.
 *
 * Shapes: n traces in; p columns of n counts out, in order of first appearance.
 * Source: van der Aalst, Process Mining (2016), section 5.2. Cost: O(events + n·p).
 */
export const directlyFollowsFeatures = (traces: readonly Trace[]): DirectlyFollowsFeatures => {
  const names: string[] = [];
  const counts: Float64Array[] = [];
  const columnOf = new Map<string, Map<string, number>>();
  const column = (from: string, to: string): Float64Array => {
    let successors = columnOf.get(from);
    if (successors === undefined) columnOf.set(from, (successors = new Map()));
    let index = successors.get(to);
    if (index === undefined) {
      index = names.push(`${from} → ${to}`) - 1;
      counts.push(new Float64Array(traces.length));
      successors.set(to, index);
    }
    return counts[index]!;
  };
  traces.forEach((trace, caseIndex) => {
    let previous = START;
    for (const activity of trace) {
      column(previous, activity)[caseIndex]!++;
      previous = activity;
    }
    column(previous, END)[caseIndex]!++;
  });
  return { names, counts };
};
