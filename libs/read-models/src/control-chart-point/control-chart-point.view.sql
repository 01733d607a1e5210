create view :views.control_chart_point as
  select point_id, chart, chart_kind, period_kind, scope, process_id, phase, version, x, value, n, mean, lnpl, unpl, mr, url,
    limits, baseline_n, overdispersion, rules, as_of, limits_reason
  from :tables.control_chart_point;
