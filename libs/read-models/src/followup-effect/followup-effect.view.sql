create view :views.followup_effect as
  select group_id, unit, landmark_d, predictor, bucket, bucket_no, n, wins, lost, no_decision, disqualified_n,
    censored_n, rate, rate_lo, rate_hi, odds_ratio, odds_lo, odds_hi, odds_reason, trend_chi2, trend_p, trend_slope,
    verdict, finding, level, min_n, as_of, rate_reason
  from :tables.followup_effect;
