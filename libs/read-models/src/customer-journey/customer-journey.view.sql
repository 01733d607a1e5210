-- What history says of the step's length is joined here, not stored: it is known across deals and changes daily.
create view :views.customer_journey as
  select j.deal_id, j.process_id, j.version, j.status, j.k, j.n_steps, j.k_reason, j.current_step_key, j.step_key, j.step_title,
    j.step_message, j.entered_at, j.next_title, j.due_from, j.requirement, j.due_items,
    j.expected_at, j.expected_date, j.end_expected_date, j.expected_tz, j.expected_reason,
    (j.entered_at + s.km_p50_d * interval '1 day')::timestamptz as eta_p50_at,
    (j.entered_at + s.km_p90_d * interval '1 day')::timestamptz as eta_p90_at,
    s.n::integer as eta_n, s.as_of::timestamptz as eta_as_of,
    j.change, j.changed_at, j.change_note, j.k_before, j.n_before, j.confirmed_at,
    j.segment, j.channel, j.team_id, j.owner_id
  from :tables.customer_journey j
  left join :tables.stage_duration_stats s
    on s.process_id = j.process_id and s.version = j.version and s.step_key = j.current_step_key and s.segment_scope = 'all';
comment on column :views.customer_journey.eta_p50_at is 'When half of the deals had left the step, counted from the deal''s own entry (Kaplan-Meier median of stage_duration_stats, all segments); NULL where history cannot say';
comment on column :views.customer_journey.eta_p90_at is 'When nine of ten deals had left the step, counted likewise';
comment on column :views.customer_journey.eta_n is 'Visits that the estimate rests on';
comment on column :views.customer_journey.eta_as_of is 'As of when the estimate was made';
