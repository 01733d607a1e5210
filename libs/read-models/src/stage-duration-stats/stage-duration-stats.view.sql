create view :views.stage_duration_stats as
  select group_id, process_id, version, step_key, segment_scope, segment, n, completed_n, censored_n, unknown_time_n,
    km_p50_d, km_p50_low_d, km_p50_high_d, km_p90_d, km_p90_low_d, km_p90_high_d, km_reason,
    naive_median_completed_d, mean_completed_d, expected_bs, as_of
  from :tables.stage_duration_stats;
