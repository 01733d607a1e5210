import { followingPairs, type Trace } from './directly-follows-features';
import { largestChanges, type ShareChange, shareChange } from './share-change';

/** What is done differently since a change, each list by the size of the difference. */
export interface ControlFlowChange {
  /** `a → b`: share of cases in which b came right after a. ▶ is the start of a case, ■ its end. */
  readonly relations: readonly ShareChange[];
  /** Share of cases in which an activity occurs. */
  readonly activities: readonly ShareChange[];
  /** `a → b`: of the times a was done, the share after which b came. */
  readonly branches: readonly ShareChange[];
}

/** Counts of one stretch of cases. */
interface Stretch {
  readonly cases: number;
  readonly casesWithRelation: ReadonlyMap<string, number>;
  readonly casesWithActivity: ReadonlyMap<string, number>;
  readonly times: ReadonlyMap<string, number>;
  readonly timesFrom: ReadonlyMap<string, number>;
}

const count = (counts: Map<string, number>, names: Iterable<string>): void => {
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
};

const stretchOf = (traces: readonly Trace[]): Stretch => {
  const casesWithRelation = new Map<string, number>();
  const casesWithActivity = new Map<string, number>();
  const times = new Map<string, number>();
  const timesFrom = new Map<string, number>();
  for (const trace of traces) {
    const pairs = followingPairs(trace);
    const relations = pairs.map(({ name }) => name);
    count(casesWithRelation, new Set(relations));
    count(casesWithActivity, new Set(trace));
    count(times, relations);
    count(
      timesFrom,
      pairs.map(({ from }) => from),
    );
  }
  return { cases: traces.length, casesWithRelation, casesWithActivity, times, timesFrom };
};

const union = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): string[] => [
  ...new Set([...a.keys(), ...b.keys()]),
];

const branchesOf = (old: Stretch, recent: Stretch, sources: ReadonlyMap<string, string>): (ShareChange | null)[] =>
  union(old.times, recent.times).map((name) => {
    const from = sources.get(name)!;
    const shareIn = ({ times, timesFrom }: Stretch) => ({ count: times.get(name) ?? 0, n: timesFrom.get(from) ?? 0 });
    return shareChange(name, shareIn(old), shareIn(recent));
  });

/**
 * What changed in the order of work between two stretches of cases: which activity now follows which, what is done in
 * more or fewer cases, which way cases go on from an activity; before and after, with n and intervals. Association in
 * time: it does not say why.
 *
 * Shapes: n and m traces; each list holds at most `top` changes, the largest standardised difference first. Errors:
 * none; either stretch empty gives empty lists. Source: footprint comparison, van der Aalst, Process Mining (2016),
 * 8.4, on shares. Cost: O(events).
 */
export const explainControlFlowChange = (
  before: readonly Trace[],
  after: readonly Trace[],
  { top }: { readonly top: number } = { top: 10 },
): ControlFlowChange => {
  const [old, recent] = [stretchOf(before), stretchOf(after)];
  const sources = new Map(
    [...before, ...after].flatMap((t) => followingPairs(t).map(({ name, from }) => [name, from])),
  );
  const inCases = (of: (stretch: Stretch) => ReadonlyMap<string, number>): ShareChange[] =>
    largestChanges(
      union(of(old), of(recent)).map((name) =>
        shareChange(
          name,
          { count: of(old).get(name) ?? 0, n: old.cases },
          { count: of(recent).get(name) ?? 0, n: recent.cases },
        ),
      ),
      top,
    );
  return {
    relations: inCases(({ casesWithRelation }) => casesWithRelation),
    activities: inCases(({ casesWithActivity }) => casesWithActivity),
    branches: largestChanges(branchesOf(old, recent, sources), top),
  };
};
