create view :views.followup_naive as
  select bucket, bucket_no, n, wins, lost, no_decision, disqualified_n, open_n, rate, rate_lo, rate_hi, warning, as_of,
    rate_reason, min_n
  from :tables.followup_naive;
