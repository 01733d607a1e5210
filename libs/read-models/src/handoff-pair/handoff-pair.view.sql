create view :views.handoff_pair as
  select group_id, process_id, version_scope, version, origin, party_kind, pair_scope, from_party, to_party, n,
    withdrawn_n, unknown_time_n, pending_n, accepted_n, judged_n, complete_and_accurate_n, scored_n, complete_rate,
    complete_rate_lo, complete_rate_hi, complete_rate_reason, mean_completeness, first_pass_rate, first_pass_rate_lo,
    first_pass_rate_hi, first_pass_rate_reason, pca, pca_lo, pca_hi, pca_reason, rejection_rate, rejection_rate_lo,
    rejection_rate_hi, rejection_rate_reason, complete_judged_n, false_complete_rate, false_complete_rate_lo,
    false_complete_rate_hi, false_complete_rate_reason, accept_p50_s, accept_p50_low_s, accept_p50_high_s,
    accept_p90_s, accept_p50_bs, accept_p90_bs, receiver_wait_s, rework_s, rework_share, returns, ping_pongs,
    chased_n, chase_hours, chase_hours_unknown_n, chain, rolled_pca, rolled_pca_lo, rolled_pca_hi, rolled_pca_reason,
    min_n, as_of
  from :tables.handoff_pair;
