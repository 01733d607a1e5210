import { type CaseOutcome } from './case-at';
import { MIN_N, type Rate, rateOf } from './rate';

/** How cases ended, counted. */
export type Tally = Record<CaseOutcome, number>;

export const tallyOf = (outcomes: Iterable<CaseOutcome>): Tally => {
  const tally: Tally = { won: 0, lost: 0, no_decision: 0, disqualified: 0, open: 0, excluded: 0 };
  for (const outcome of outcomes) tally[outcome]++;
  return tally;
};

/** Won ÷ (won + lost + no_decision): open cases are not over, disqualified ones were the seller's own choice. */
export const wonOfEnded = ({ won, lost, no_decision }: Tally, minN = MIN_N): Rate =>
  rateOf(won, won + lost + no_decision, minN);
