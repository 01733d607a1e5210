import { type Classification, type Outcome } from '../deal-case';

/** `excluded`: in no rate, for a reason that the unit states. */
export type CaseOutcome = Outcome | 'open' | 'excluded';

/** One unit of a win rate, a deal or a quote family, as it stood at an instant. */
export interface CaseAt {
  readonly id: string;
  readonly outcome: CaseOutcome;
  /** Null where unknown. */
  readonly openedAt: string | null;
  /** Null while it is open, and where unknown. */
  readonly closedAt: string | null;
  readonly amountMinor: number | null;
  readonly currency: string | null;
  readonly classification: Classification;
}
