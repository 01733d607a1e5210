import { analysisOver } from '../analysis-over';
import { DECIDED_COLUMNS, type DecidedTables } from '../rates';
import { followupEffectQuestion } from './followup-effect.query';
import { followupEffect } from './followup-effect.rows';
import {
  dealSubjects,
  FOLLOWUP_DEAL_COLUMNS,
  FOLLOWUP_SEQUENCE_COLUMNS,
  type FollowupOfDeal,
  type FollowupOfQuote,
  quoteSubjects,
} from './subject';

export { findingOf } from './finding';
export { followupEffect, type FollowupEffectRow } from './followup-effect.rows';
export { landmark, type LandmarkResult, undecidedAt } from './landmark';
export { PREDICTORS } from './predictors';
export { dealSubjects, type FollowupOfDeal, quoteSubjects, type Subject } from './subject';

interface Inputs extends DecidedTables {
  followup_deal: FollowupOfDeal;
  followup_sequence: FollowupOfQuote;
}

export const followupEffectTable = analysisOver<Inputs>()({
  name: 'followup_effect',
  folder: __dirname,
  key: ['group_id'],
  question: followupEffectQuestion,
  reads: {
    ...DECIDED_COLUMNS,
    followup_deal: FOLLOWUP_DEAL_COLUMNS,
    followup_sequence: FOLLOWUP_SEQUENCE_COLUMNS,
  },
  rows: ({ deal_outcome, quote_outcome, followup_deal, followup_sequence }, at) =>
    followupEffect(
      {
        deal: dealSubjects(followup_deal, deal_outcome, at.asOf),
        quote: quoteSubjects(followup_sequence, quote_outcome, at.asOf),
      },
      at,
    ),
});
