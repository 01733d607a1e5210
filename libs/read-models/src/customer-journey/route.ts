import { type ProcessStep, type ProcessVersion } from '../context';

type Steps = ProcessVersion['steps'];

/** Whether a step can be come to from another by going forward. */
const leadsTo = (steps: Steps, from: string, to: string, seen = new Set<string>()): boolean => {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  const step = steps.get(from);
  return forwardFrom(steps, step).some((next) => leadsTo(steps, next, to, seen));
};

/** Where a step leads on the way to the end: ways back are no part of the way ahead. */
const forwardFrom = (steps: Steps, step: ProcessStep | undefined): readonly string[] =>
  step?.next?.steps.filter((key) => (steps.get(key)?.ordinal ?? 0) > step.ordinal) ?? [];

/**
 * The branch of a choice that a deal takes: the one it has taken, else the one that leads to where it is, else the one
 * that it will take if nothing unusual happens, which is the first that is mandatory.
 */
const chosen = (steps: Steps, branches: readonly string[], done: ReadonlySet<string>, current: string): string[] => {
  const inOrder = [...branches].sort((a, b) => steps.get(a)!.ordinal - steps.get(b)!.ordinal);
  const taken = inOrder.find((key) => done.has(key) && leadsTo(steps, key, current));
  const towards = inOrder.filter((key) => leadsTo(steps, key, current));
  const usual = (keys: readonly string[]) => keys.find((key) => steps.get(key)!.mandatory) ?? keys[0];
  const branch = taken ?? usual(towards) ?? inOrder.find((key) => done.has(key)) ?? usual(inOrder);
  return branch === undefined ? [] : [branch];
};

/**
 * The steps of a deal's own way through its process, from the first to an end, in the order of the process: branches
 * it did not choose are out, and where a choice is still ahead the usual one stands for it.
 */
export const routeOf = ({ steps }: ProcessVersion, done: ReadonlySet<string>, current: string): ProcessStep[] => {
  const first = steps.keys().next().value;
  const route = new Set<string>(first === undefined ? [] : [first]);
  // A Set is walked in the order of insertion, members added on the way included.
  for (const key of route) {
    const step = steps.get(key);
    const branches = forwardFrom(steps, step);
    const next = step?.next?.kind === 'and' ? branches : chosen(steps, branches, done, current);
    for (const following of next) route.add(following);
  }
  route.add(current);
  return [...route].map((key) => steps.get(key)!).sort((a, b) => a.ordinal - b.ordinal);
};
