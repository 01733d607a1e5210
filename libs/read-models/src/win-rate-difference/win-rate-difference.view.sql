create view :views.win_rate_difference as
  select group_id, unit, scope, groups, groups_too_small, n, rate_lowest, rate_highest, chi2, df, p, verdict, level,
    min_n, as_of
  from :tables.win_rate_difference;
