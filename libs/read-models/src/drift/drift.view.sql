create view :views.drift as
  select drift_id, process_id, kind, change_no, verdict, since_at, last_old_at, first_new_deal, last_old_deal, p, effect,
    direction, changed, planned, planned_versions, n, n_before, n_after, min_segment, alpha, min_effect, as_of
  from :tables.drift;
