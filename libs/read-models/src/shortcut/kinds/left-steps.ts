import { type Context, type ProcessStep, type ProcessVersion } from '../../context';
import { type DealCase, type StepRecord } from '../../deal-case';
import { type HistoryEvent } from '../../history';
import { judgingVersion } from '../../process-alignment';

/** A step that the deal went past, and the event by which it did. */
export interface LeftStep {
  readonly definition: ProcessStep;
  readonly version: ProcessVersion;
  readonly left: HistoryEvent;
}

const definitionOf = (dealCase: DealCase, step: StepRecord, context: Context) => {
  const { version } = judgingVersion(context, dealCase.bindings[step.bindingIndex]!);
  const definition = version?.steps.get(step.stepKey);
  return version === null || definition === undefined ? null : { version, definition };
};

const wonBy = ({ happenings, attempts }: DealCase): HistoryEvent | null => {
  const { outcome } = attempts.at(-1)!;
  return outcome === 'won' ? (happenings.findLast(({ type }) => type === 'DealWon') ?? null) : null;
};

/**
 * Steps that the deal has gone past for good, each once, in the order it left them: by a step further on in the same version, or by the order.
 * Going back, and ending without an order, leave nothing behind that had to be done.
 */
export const leftSteps = (dealCase: DealCase, context: Context): LeftStep[] => {
  const { steps } = dealCase.conduct;
  const won = wonBy(dealCase);
  const left = new Map<string, LeftStep>();
  steps.forEach((step, i) => {
    const known = definitionOf(dealCase, step, context);
    if (known === null || step.isAfterWin) return;
    const following = steps[i + 1];
    const next = following === undefined ? null : definitionOf(dealCase, following, context);
    const isPast = next !== null && next.definition.ordinal > known.definition.ordinal;
    const event = isPast ? following!.event : following === undefined ? won : null;
    // The last time counts: on the way back things may still be made good.
    left.delete(step.stepKey);
    if (event !== null) left.set(step.stepKey, { definition: known.definition, version: known.version, left: event });
  });
  return [...left.values()];
};
