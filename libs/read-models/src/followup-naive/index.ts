import { analysisOver } from '../analysis-over';
import { DEAL_OUTCOME_COLUMNS, type OutcomeOfDeal } from '../rates';
import { followupNaiveQuestion } from './followup-naive.query';
import { FOLLOWUP_DEAL_COLUMNS, followupNaive, type FollowupOfDeal } from './followup-naive.rows';

export { followupNaive, type FollowupNaiveRow } from './followup-naive.rows';

export const followupNaiveTable = analysisOver<{ deal_outcome: OutcomeOfDeal; followup_deal: FollowupOfDeal }>()({
  name: 'followup_naive',
  folder: __dirname,
  key: ['bucket'],
  question: followupNaiveQuestion,
  reads: { deal_outcome: DEAL_OUTCOME_COLUMNS, followup_deal: FOLLOWUP_DEAL_COLUMNS },
  rows: ({ deal_outcome, followup_deal }, at) => followupNaive(followup_deal, deal_outcome, at),
});
