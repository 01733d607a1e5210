import { DEAL_OUTCOME_COLUMNS, type OutcomeOfDeal } from '../rates';
import { type Analysis } from '../read-model';
import { followupNaiveQuestion } from './followup-naive.query';
import {
  FOLLOWUP_DEAL_COLUMNS,
  followupNaive,
  type FollowupNaiveRow,
  type FollowupOfDeal,
} from './followup-naive.rows';

export { followupNaive, type FollowupNaiveRow } from './followup-naive.rows';

export const followupNaiveTable: Analysis<FollowupNaiveRow> = {
  name: 'followup_naive',
  folder: __dirname,
  key: ['bucket'],
  question: followupNaiveQuestion,
  reads: { deal_outcome: DEAL_OUTCOME_COLUMNS, followup_deal: FOLLOWUP_DEAL_COLUMNS },
  rows: (tables, at) =>
    followupNaive(
      tables['followup_deal'] as readonly FollowupOfDeal[],
      tables['deal_outcome'] as readonly OutcomeOfDeal[],
      at,
    ),
};
