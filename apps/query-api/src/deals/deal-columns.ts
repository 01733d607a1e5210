/** What an answer shows of `bi_v1.deal_state`; `Deal` describes each. */
export const DEAL_COLUMNS = `deal_id, attempt, process_id, version, version_reason, step_key, outcome, opened_at,
  opened_reason, closed_at, closed_reason, amount_minor, currency, customer_id, segment, channel, owner_id, team_id,
  events, last_happened_at, visits, backward_moves, merged_deal_ids`;
