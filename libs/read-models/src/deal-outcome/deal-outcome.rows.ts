import {
  type Attempt,
  type Classification,
  classificationOf,
  type DealCase,
  knownAt,
  type Moment,
  type Outcome,
} from '../deal-case';
import { type Row } from '../read-model';

export interface DealOutcomeRow extends Row, Classification {
  readonly deal_id: string;
  readonly outcome_no: number;
  readonly attempt: number;
  readonly outcome: Outcome | 'open';
  readonly from_at: string | null;
  readonly from_reason: 'no_opening' | 'time_unknown' | null;
  readonly until_at: string | null;
  readonly is_current: boolean;
  readonly opened_at: string | null;
  readonly opened_reason: 'no_opening' | 'opening_time_unknown' | null;
  readonly amount_minor: number | null;
  readonly currency: string | null;
}

interface Stretch {
  readonly attempt: number;
  readonly outcome: Outcome | 'open';
  readonly from: Moment | null;
}

const stretchesOf = ({ no, opened, outcomes }: Attempt): Stretch[] => [
  { attempt: no, outcome: 'open', from: opened },
  ...outcomes.map(({ outcome, said }) => ({ attempt: no, outcome, from: said })),
];

const beginning = (from: Moment | null): Pick<DealOutcomeRow, 'from_at' | 'from_reason'> => {
  const from_at = knownAt(from);
  if (from_at !== null) return { from_at, from_reason: null };
  return { from_at, from_reason: from === null ? 'no_opening' : 'time_unknown' };
};

const openedReason = ({ opened }: DealCase): DealOutcomeRow['opened_reason'] => {
  if (opened === null) return 'no_opening';
  return knownAt(opened) === null ? 'opening_time_unknown' : null;
};

/** What the deal was, from when to when. */
export const dealOutcomeRows = (dealCase: DealCase): DealOutcomeRow[] => {
  const stretches = dealCase.attempts.flatMap(stretchesOf);
  const ofDeal = {
    opened_at: knownAt(dealCase.opened),
    opened_reason: openedReason(dealCase),
    amount_minor: dealCase.facts.amountMinor,
    currency: dealCase.facts.currency,
    ...classificationOf(dealCase),
  };
  return stretches.map(({ attempt, outcome, from }, i) => ({
    deal_id: dealCase.dealId,
    outcome_no: i + 1,
    attempt,
    outcome,
    ...beginning(from),
    until_at: knownAt(stretches[i + 1]?.from ?? null),
    is_current: i === stretches.length - 1,
    ...ofDeal,
  }));
};
