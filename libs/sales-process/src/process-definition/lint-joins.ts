import { type LintFault } from './lint-fault';
import { type StepDefined } from './process-definition.events';

type Step = StepDefined['data'];

/** A way of work that waits: an edge of the graph, or the beginning. A choice leaves one for whichever step comes first. */
type Waiting = string;

const BEGINNING: Waiting = '>';
/** Graphs drawn by people stay far below. Beyond it nothing is said rather than something wrong. */
const STATES_MAX = 20_000;

interface Firing {
  readonly key: string;
  readonly takes: readonly Waiting[];
  readonly gives: readonly Waiting[];
}

const waysOut = ({ key, next }: Step): readonly Waiting[] =>
  next?.kind === 'and' ? next.steps.map((to) => `${key}>${to}`) : [`${key}>`];

const waysIn = (step: Step, steps: readonly Step[], start: string): Waiting[] => [
  ...(step.key === start ? [BEGINNING] : []),
  ...steps.flatMap(({ key, next }) =>
    next?.steps.includes(step.key) === true ? [next.kind === 'and' ? `${key}>${step.key}` : `${key}>`] : [],
  ),
];

const firingsOf = (steps: readonly Step[], start: string): Firing[] =>
  steps.flatMap((step) => {
    const incoming = waysIn(step, steps, start);
    const gives = waysOut(step);
    const takes = step.join === 'all' ? [incoming] : incoming.map((waiting) => [waiting]);
    return takes.map((ways) => ({ key: step.key, takes: ways, gives }));
  });

/** Everything the process can come to. Null where that is too much to look at. */
const statesOf = (firings: readonly Firing[]): ReadonlySet<Waiting>[] | null => {
  const states = new Map<string, ReadonlySet<Waiting>>([[BEGINNING, new Set([BEGINNING])]]);
  for (const state of states.values()) {
    if (states.size > STATES_MAX) return null;
    for (const { takes, gives } of firings) {
      if (!takes.every((waiting) => state.has(waiting))) continue;
      const after = new Set([...state].filter((waiting) => !takes.includes(waiting)).concat(gives));
      states.set([...after].sort().join(' '), after);
    }
  }
  return [...states.values()];
};

const namesOf = (step: Step, steps: readonly Step[]): string =>
  steps
    .filter(({ next }) => next?.steps.includes(step.key))
    .map(({ key }) => key)
    .join(' and ');

/**
 * Where work runs side by side, it comes together again: a step that waits for all can have all, and a step to which
 * work comes side by side says whether it waits.
 */
export const faultsOfJoins = (steps: readonly Step[]): LintFault[] => {
  const runsSideBySide = steps.some(({ next, join }) => next?.kind === 'and' || join === 'all');
  if (!runsSideBySide) return [];
  const start = steps.reduce((first, step) => (step.ordinal < first.ordinal ? step : first)).key;
  const firings = firingsOf(steps, start);
  const states = statesOf(firings);
  if (states === null) return [];
  return steps.flatMap((step): LintFault[] => {
    const field = `steps.${step.key}.join`;
    const incoming = waysIn(step, steps, start);
    if (step.join === 'all' && !states.some((state) => incoming.every((waiting) => state.has(waiting)))) {
      const why = incoming.length === 0 ? 'nothing leads to it' : `${namesOf(step, steps)} can never all come to it`;
      const message = `${step.key} waits for all, but ${why}: let them run side by side (all follow), or let it wait for any`;
      return [{ code: 'join-never-met', field, message }];
    }
    const comesTogether = states.some((state) => incoming.filter((waiting) => state.has(waiting)).length > 1);
    if (step.join !== undefined || !comesTogether) return [];
    const message = `${namesOf(step, steps)} come to ${step.key} side by side: say whether it waits for all of them, or is done for any`;
    return [{ code: 'join-unsaid', field, message }];
  });
};
