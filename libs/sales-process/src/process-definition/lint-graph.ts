import { type LintFault } from './lint-fault';
import { type StepDefined } from './process-definition.events';

type Step = StepDefined['data'];

const following = ({ next }: Step): readonly string[] => next?.steps ?? [];

/** Every key that can be got to from some keys by walking an edge again and again, those keys included. */
const reachable = (from: readonly string[], edges: (key: string) => readonly string[]): ReadonlySet<string> => {
  const seen = new Set(from);
  for (const key of seen) for (const next of edges(key)) seen.add(next);
  return seen;
};

/** Every step can be reached from the first, and an end from every step. */
export const faultsOfGraph = (steps: readonly Step[]): LintFault[] => {
  const byKey = new Map(steps.map((step) => [step.key, step]));
  const unknown = steps.flatMap((step) =>
    following(step)
      .filter((next) => !byKey.has(next))
      .map((next) => [step, next] as const),
  );
  if (unknown.length > 0) {
    return unknown.map(([{ key }, next]) => ({
      code: 'next-unknown',
      field: `steps.${key}.next`,
      message: `${next} is no step of this process: name one of ${[...byKey.keys()].join(', ')}`,
    }));
  }
  const ends = steps.filter((step) => following(step).length === 0).map(({ key }) => key);
  if (ends.length === 0) {
    return [
      { code: 'no-end', field: 'steps', message: 'no step may be the last: leave next out where the process can end' },
    ];
  }
  const start = steps.reduce((first, step) => (step.ordinal < first.ordinal ? step : first));
  const forth = reachable([start.key], (key) => following(byKey.get(key)!));
  const back = reachable(ends, (key) => steps.filter((step) => following(step).includes(key)).map((step) => step.key));
  return steps.flatMap(({ key }): LintFault[] => {
    const field = `steps.${key}.next`;
    if (!forth.has(key)) {
      return [
        {
          code: 'step-unreachable',
          field,
          message: `no way leads from ${start.key} to ${key}: name it as next somewhere`,
        },
      ];
    }
    if (!back.has(key)) {
      return [
        {
          code: 'step-without-way-out',
          field,
          message: `from ${key} the process can never end: let it lead to an end`,
        },
      ];
    }
    return [];
  });
};
