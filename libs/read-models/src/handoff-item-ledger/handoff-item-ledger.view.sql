create view :views.handoff_item_ledger as
  select group_id, process_id, origin, from_party, to_party, item_key, sender_scope, sender_id, n, lacking_n,
    invalid_n, lacking_rate, lacking_rate_lo, lacking_rate_hi, lacking_rate_reason, missing, invalid, late, wrong,
    escaped, unknown_time_n, min_n, as_of
  from :tables.handoff_item_ledger;
