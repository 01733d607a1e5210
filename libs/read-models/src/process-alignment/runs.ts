import { type Context } from '../context';
import { type DealCase, type Outcome, type StepRecord } from '../deal-case';
import { beginningsOf, judgingVersion } from './judging-version';

/** A stretch of a deal that is compared with the process from its beginning. */
export interface Run {
  readonly steps: readonly StepRecord[];
  /** Bindings in force during the run, as indexes. */
  readonly bindings: readonly number[];
  /** Only a won deal has to have gone all the way. */
  readonly isOver: boolean;
}

export type PrefixReason = 'open' | Exclude<Outcome, 'won'> | 'in_delivery';

const beginsAnew = ({ bindings }: DealCase, step: StepRecord, context: Context): boolean => {
  const { version } = judgingVersion(context, bindings[step.bindingIndex]!);
  return version !== null && beginningsOf(version).has(step.stepKey);
};

/**
 * A reopened deal goes on where it was, unless it enters a step with which the process begins: then it begins anew.
 */
const splitAtNewBeginnings = (dealCase: DealCase, context: Context): StepRecord[][] => {
  const runs: StepRecord[][] = [];
  for (const step of dealCase.conduct.steps) {
    const run = runs.at(-1);
    const isReopened = run !== undefined && run.at(-1)!.attempt !== step.attempt;
    if (run === undefined || (isReopened && beginsAnew(dealCase, step, context))) runs.push([step]);
    else run.push(step);
  }
  return runs;
};

/** Whether a deal that was won goes on with work that its version does not let end here. */
const isInDelivery = ({ bindings, conduct }: DealCase, context: Context): boolean => {
  const last = conduct.steps.at(-1);
  if (last?.isAfterWin !== true) return false;
  const { version } = judgingVersion(context, bindings.at(-1)!);
  const steps = [...(version?.steps.values() ?? [])];
  if (steps.some(({ closing }) => closing === true)) return false;
  return (version?.steps.get(last.stepKey)?.next?.steps.length ?? 0) > 0;
};

/** Why a deal is only held against what it has done so far; null: it was won, and has to have gone all the way. */
export const prefixReason = (dealCase: DealCase, context: Context): PrefixReason | null => {
  const { outcome } = dealCase.attempts.at(-1)!;
  if (outcome !== 'won') return outcome ?? 'open';
  return isInDelivery(dealCase, context) ? 'in_delivery' : null;
};

/** The runs of a deal, in order. Every deal with a step has one. */
export const runsOf = (dealCase: DealCase, context: Context): readonly Run[] => {
  const split = splitAtNewBeginnings(dealCase, context);
  const isOver = prefixReason(dealCase, context) === null;
  return split.map((steps, i) => {
    const isLast = i === split.length - 1;
    const inForce = new Set(steps.map(({ bindingIndex }) => bindingIndex));
    // What is still missing when the deal is won is judged by the version in force then.
    if (isLast && isOver) inForce.add(dealCase.bindings.length - 1);
    return { steps, bindings: [...inForce].sort((a, b) => a - b), isOver: isLast && isOver };
  });
};
