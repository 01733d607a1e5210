import { type Context, shortcutRuleFor } from '../context';
import { type DealCase } from '../deal-case';
import { alignDeal } from '../process-alignment';
import { type Deviation } from './deviation';
import {
  backdatedSteps,
  batchesOfSteps,
  bypassedHandovers,
  type EntryRule,
  keyedSteps,
  leftSteps,
  missingPaperwork,
  missingPeople,
  skipsAndDisorder,
} from './kinds';

/** Stated in the table's comment, too. */
const DEFAULT_RULE: EntryRule = { backdatedAfterHours: 48, batchSteps: 3, batchSeconds: 60 };

/** Every way around the process in a deal, allowed or not. What cannot be known is not found. */
export const findDeviations = (dealCase: DealCase, context: Context): Deviation[] => {
  const { conduct, bindings } = dealCase;
  const { alignment } = alignDeal(dealCase, context);
  const left = leftSteps(dealCase, context);
  const ownRule = shortcutRuleFor(context, bindings.at(-1)!.processId);
  const rule = ownRule === null ? DEFAULT_RULE : { ...DEFAULT_RULE, ...ownRule };
  const keyed = keyedSteps(conduct.steps);
  return [
    ...(alignment === null ? [] : skipsAndDisorder(dealCase, alignment)),
    ...missingPaperwork(dealCase, left),
    ...missingPeople(dealCase, left),
    ...bypassedHandovers(dealCase, left),
    ...backdatedSteps(keyed, rule),
    ...batchesOfSteps(keyed, rule),
  ];
};
