create view :views.rework_stats as
  select group_id, process_id, scope, scope_key, items_n, unknown_actors_n, self_loop_repeat, self_loop_redo,
    self_loop_unknown, repetition_repeat, repetition_redo, repetition_unknown, ping_pongs, deals_n,
    deals_with_rework, deal_rework_rate, deal_rework_rate_lo, deal_rework_rate_hi, deal_rework_rate_reason,
    chased_handovers, chase_hours, chase_hours_unknown_n, unknown_time_n, min_n, as_of
  from :tables.rework_stats;
