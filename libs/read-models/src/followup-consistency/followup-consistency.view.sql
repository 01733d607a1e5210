create view :views.followup_consistency as
  select group_id, scope, team_id, n, owners, touches_p50, first_latency_p50_s, gap_p50_s, gap_n, cadence_due,
    cadence_kept, adherence, adherence_lo, adherence_hi, adherence_reason, media_counts, media_jsd_bits, counts_h,
    counts_p, gaps_h, gaps_p, icc_by_owner, rhythm_rank, media_rank, verdict, level, min_n, as_of
  from :tables.followup_consistency;
