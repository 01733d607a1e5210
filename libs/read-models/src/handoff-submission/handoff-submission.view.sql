create view :views.handoff_submission as
  select deal_id, handover_id, submission_no, origin, boundary_key, from_party, to_party, sender_id, submitted_at,
    submitted_reason, completeness, completeness_reason, counted_items, missing_items, invalid_items, verdict,
    judged_at, judge_id, wait_s, wait_reason, rejected_items, escaped_items
  from :tables.handoff_submission;
