import { type DealCase } from '../../deal-case';
import { type HistoryEvent } from '../../history';
import { type DealAlignment, type MissingStep, type MisplacedStep } from '../../process-alignment';
import { type Deviation, deviation } from '../deviation';

/** What closed the deal, and so shows what it went without at the end. */
const closingEvent = ({ happenings, attempts }: DealCase): HistoryEvent[] => {
  const at = attempts.at(-1)!.closed?.at;
  const closing = happenings.findLast(({ type, metadata }) => type === 'DealWon' && metadata.occurredAt === at);
  return closing === undefined ? [] : [closing];
};

const skippedOnPurpose = ({ conduct }: DealCase, stepKey: string): HistoryEvent[] =>
  conduct.skips.filter((skip) => skip.stepKey === stepKey).map(({ event }) => event);

/** That the deal went on without the step is what shows the skip; so does whoever said so. */
const evidenceOf = (dealCase: DealCase, { stepKey, before }: MissingStep): HistoryEvent[] => [
  ...skippedOnPurpose(dealCase, stepKey),
  ...(before === null ? closingEvent(dealCase) : [before.event]),
];

/**
 * Mandatory steps left out, and steps done out of their order: what is missing at its place and fits nowhere where it
 * was done. What was left out with leave is found too.
 */
export const skipsAndDisorder = (dealCase: DealCase, { skipped, waived, inserted }: DealAlignment): Deviation[] => {
  const misplaced = [...inserted];
  const takeMisplaced = (stepKey: string): MisplacedStep | null => {
    const place = misplaced.findIndex(({ step }) => step.stepKey === stepKey);
    return place < 0 ? null : misplaced.splice(place, 1)[0]!;
  };
  return [...skipped, ...waived].map((missing) => {
    const { stepKey, version } = missing;
    const elsewhere = takeMisplaced(stepKey);
    if (elsewhere === null) {
      const evidence = evidenceOf(dealCase, missing);
      return deviation('skip', stepKey, evidence, { at: evidence[0] ?? null, version });
    }
    const passed = missing.before === null ? [] : [missing.before.event];
    return deviation('disorder', stepKey, [...passed, elsewhere.step.event], { version });
  });
};
