import { DEAL_OUTCOME_COLUMNS, type OutcomeOfDeal, type OutcomeOfQuote, QUOTE_OUTCOME_COLUMNS } from '../rates';
import { type Analysis } from '../read-model';
import { followupEffectQuestion } from './followup-effect.query';
import { followupEffect, type FollowupEffectRow } from './followup-effect.rows';
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

export const followupEffectTable: Analysis<FollowupEffectRow> = {
  name: 'followup_effect',
  folder: __dirname,
  key: ['group_id'],
  question: followupEffectQuestion,
  reads: {
    deal_outcome: DEAL_OUTCOME_COLUMNS,
    quote_outcome: QUOTE_OUTCOME_COLUMNS,
    followup_deal: FOLLOWUP_DEAL_COLUMNS,
    followup_sequence: FOLLOWUP_SEQUENCE_COLUMNS,
  },
  rows: (tables, at) => {
    const deals = tables['deal_outcome'] as readonly OutcomeOfDeal[];
    const quotes = tables['quote_outcome'] as readonly OutcomeOfQuote[];
    const subjects = {
      deal: dealSubjects(tables['followup_deal'] as readonly FollowupOfDeal[], deals, at.asOf),
      quote: quoteSubjects(tables['followup_sequence'] as readonly FollowupOfQuote[], quotes, at.asOf),
    };
    return followupEffect(subjects, at);
  },
};
