create view :views.win_rate as
  select group_id, unit, scope, scope_value, period_kind, period, n, won, lost, no_decision, disqualified, open,
    excluded_n, decided_n, rate_decided, rate_decided_lo, rate_decided_hi, all_n, rate_all, rate_all_lo, rate_all_hi,
    rate_reason, evidence, min_n, currency, won_minor, lost_minor, rate_value, value_reason, cohort_n, cohort_cif,
    cohort_reason, as_of, all_evidence, cohort_intervals, cohort_known_n, cohort_evidence
  from :tables.win_rate;
