import { type DealReadModel } from '../read-model';
import { type FollowupDealRow, followupDealRows } from './followup-deal.rows';

export { type FollowupDealRow } from './followup-deal.rows';

export const followupDeal: DealReadModel<FollowupDealRow> = {
  name: 'followup_deal',
  folder: __dirname,
  key: ['deal_id'],
  rows: followupDealRows,
};
