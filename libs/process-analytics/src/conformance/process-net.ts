/** One step of a process graph, as far as conformance needs it. */
export interface GraphStep {
  readonly key: string;
  /** Leaving it out costs 1; leaving out an optional step is free. */
  readonly mandatory: boolean;
  /** It may be done again at once, as often as wanted, for free. */
  readonly repeatable: boolean;
  /** `xor`: one of these follows; `and`: all of these follow, in any order. None: the process may end here. */
  readonly next?: { readonly kind: 'xor' | 'and'; readonly steps: readonly string[] } | undefined;
  /** `all`: it waits for every step that leads to it; `any` (default): for one of them. */
  readonly join?: 'any' | 'all' | undefined;
  /** A case may be over once this was done, whatever could still follow. Where no step says so: at an end of the graph. */
  readonly closing?: boolean | undefined;
}

/** One way a step can happen: which places it takes a token from, and which it gives one to. */
export interface Firing {
  readonly step: GraphStep;
  readonly takes: readonly number[];
  readonly gives: readonly number[];
  /** The step done once more while the work stands at it. */
  readonly isRepeat: boolean;
}

/** The token game of a process graph. Place 0 holds the one token of a case that has not begun. */
export interface ProcessNet {
  readonly firings: readonly Firing[];
  /** Places in which a token may stay when the case is over. */
  readonly finalPlaces: ReadonlySet<number>;
  /** Gets a token, which stays, when a closing step is done; null where no step is closing. */
  readonly closedPlace: number | null;
  readonly steps: ReadonlyMap<string, GraphStep>;
}

const START_PLACE = 0;

/**
 * Turns a step graph into places and firings. A step after an `xor` takes the token its predecessor left for whoever
 * comes first; an `and` leaves one token for each successor. A case begins with any step that no other leads to, or,
 * where loops leave none, with the first.
 *
 * Errors: Error naming the step and the unknown key, for a `next` that leads nowhere, and for a key used twice.
 * Source: van der Aalst, The Application of Petri Nets to Workflow Management (1998). Cost: O(steps + edges).
 */
export const compileProcessNet = (steps: readonly GraphStep[]): ProcessNet => {
  const byKey = new Map(steps.map((step) => [step.key, step]));
  if (byKey.size !== steps.length) throw new Error('steps: a key stands twice; give each step a key of its own');
  let places = START_PLACE + 1;
  const finalPlaces = new Set<number>();
  const outPlaces = new Map<string, number[]>();
  const inPlaces = new Map<string, number[]>(steps.map((step) => [step.key, []]));
  for (const step of steps) {
    const successors = successorsOf(step, byKey);
    const isFork = step.next?.kind === 'and' && successors.length > 0;
    const out = isFork ? successors.map(() => places++) : [places++];
    outPlaces.set(step.key, out);
    successors.forEach((key, i) => inPlaces.get(key)!.push(isFork ? out[i]! : out[0]!));
    if (successors.length === 0) finalPlaces.add(out[0]!);
  }
  const beginners = steps.filter((step) => inPlaces.get(step.key)!.length === 0);
  for (const step of beginners.length > 0 ? beginners : steps.slice(0, 1)) inPlaces.get(step.key)!.push(START_PLACE);

  const closedPlace = steps.some(isClosing) ? places++ : null;
  const firings = steps.flatMap((step) =>
    firingsOf(step, inPlaces.get(step.key)!, outPlaces.get(step.key)!, isClosing(step) ? closedPlace : null),
  );
  return { firings, finalPlaces, closedPlace, steps: byKey };
};

const isClosing = ({ closing }: GraphStep): boolean => closing === true;

const successorsOf = ({ key, next }: GraphStep, byKey: ReadonlyMap<string, GraphStep>): readonly string[] => {
  const successors = next?.steps ?? [];
  const unknown = successors.find((successor) => !byKey.has(successor));
  if (unknown === undefined) return successors;
  throw new Error(`steps.${key}.next: no step has the key "${unknown}"; name a defined step or remove it`);
};

const firingsOf = (step: GraphStep, incoming: number[], out: number[], closedPlace: number | null): Firing[] => {
  const gives = closedPlace === null ? out : [...out, closedPlace];
  const takes = step.join === 'all' ? [incoming] : incoming.map((place) => [place]);
  const entries = takes.map((places): Firing => ({ step, takes: places, gives, isRepeat: false }));
  return step.repeatable ? [...entries, { step, takes: out, gives, isRepeat: true }] : entries;
};
