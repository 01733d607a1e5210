import { type Context } from '../context';
import { type Classification, classificationOf, type DealCase } from '../deal-case';
import { judgingVersion } from '../process-alignment';
import { type Row } from '../read-model';
import { type Journey, journeyOf, unknownJourney } from './journey';
import { standingsOf } from './standing';

export interface CustomerJourneyRow extends Row, Classification, Journey {
  readonly deal_id: string;
  readonly version: number | null;
  readonly status: 'underway' | 'won' | 'ended';
}

const statusOf = ({ attempts }: DealCase): CustomerJourneyRow['status'] => {
  const { outcome } = attempts.at(-1)!;
  if (outcome === null) return 'underway';
  return outcome === 'won' ? 'won' : 'ended';
};

const journeyOrReason = (dealCase: DealCase, context: Context): Journey => {
  if (statusOf(dealCase) === 'ended') return unknownJourney('ended');
  const { reason } = judgingVersion(context, dealCase.bindings.at(-1)!);
  if (reason !== null) return unknownJourney(reason);
  if (dealCase.conduct.steps.length === 0) return unknownJourney('no_steps');
  const standings = standingsOf(dealCase, context);
  return standings === null ? unknownJourney('step_not_in_version') : journeyOf(dealCase, standings, context);
};

/** What the customer of the deal may be told, and what their own people need to know beside it. */
export const customerJourneyRows = (dealCase: DealCase, context: Context): CustomerJourneyRow[] => [
  {
    deal_id: dealCase.dealId,
    version: dealCase.bindings.at(-1)!.version,
    status: statusOf(dealCase),
    ...journeyOrReason(dealCase, context),
    ...classificationOf(dealCase),
  },
];
