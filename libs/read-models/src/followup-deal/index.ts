import { type DealReadModel } from '../read-model';
import { followupDealQuestion } from './followup-deal.query';
import { type FollowupDealRow, followupDealRows } from './followup-deal.rows';

export { type FollowupDealRow } from './followup-deal.rows';

export const followupDeal: DealReadModel<FollowupDealRow> = {
  name: 'followup_deal',
  folder: __dirname,
  key: ['deal_id'],
  question: followupDealQuestion,
  rows: followupDealRows,
};
