create view :views.deal_state as
  select deal_id, attempt, process_id, version, version_reason, step_key, outcome, outcome_revisions, opened_at,
    opened_reason, attempt_opened_at, closed_at, closed_reason, amount_minor, currency, customer_id, segment, channel,
    value_stream, owner_id, team_id, pod, events, last_happened_at, visits, backward_moves, skipped_steps,
    steps_after_closing, in_steps_s, merged_deal_ids
  from :tables.deal_state;
