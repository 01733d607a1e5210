create view :views.deal_outcome as
  select deal_id, outcome_no, attempt, outcome, from_at, from_reason, until_at, is_current, opened_at, opened_reason,
    amount_minor, currency, process_id, segment, channel, team_id, owner_id
  from :tables.deal_outcome;
