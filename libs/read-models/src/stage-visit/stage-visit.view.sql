create view :views.stage_visit as
  select deal_id, attempt, step_key, visit_no, visit_seq, entered_at, exited_at, exit_kind, next_step_key, censored,
    is_latest, time_precision, duration_s, duration_reason, duration_bs, duration_bs_reason,
    (cumulative_before_s + duration_s)::double precision as cumulative_s,
    (cumulative_before_bs + duration_bs)::double precision as cumulative_bs,
    cumulative_before_s, cumulative_before_bs, expected_bs, expected_reason, overdue_bs, direction, direction_reason,
    process_id, version, version_reason, calendar_id, segment
  from :tables.stage_visit;
comment on column :views.stage_visit.cumulative_s is 'Cumulative time in stage: calendar seconds of this and all earlier visits of the deal to this step, earlier attempts included; NULL while the visit is open, and where one of them is unknown';
comment on column :views.stage_visit.cumulative_bs is 'Cumulative time in stage in business seconds; NULL where a part of it is unknown';

-- Visits as they were true at an instant: later ones out, a later exit undone, an open one with its age.
drop function if exists :views.stage_visit_as_of(timestamptz);
create function :views.stage_visit_as_of(as_of timestamptz)
returns table (
  deal_id text, attempt integer, step_key text, visit_no integer, visit_seq integer, entered_at timestamptz,
  exited_at timestamptz, censored boolean, age_s double precision, age_bs double precision,
  cumulative_s double precision, cumulative_bs double precision, expected_bs bigint, overdue_bs double precision,
  process_id text, version integer, segment text
)
language sql stable security definer set search_path = pg_catalog
begin atomic
  with known as (
    select v.*, v.censored or v.exited_at > as_of as still_open, least(v.exited_at, as_of) as until_at
    from :tables.stage_visit v
    where v.entered_at <= as_of and (v.exited_at is not null or v.censored)
  ), aged as (
    select k.*, extract(epoch from k.until_at - k.entered_at)::double precision as age_s,
      :tables.business_seconds_between(k.calendar_id, k.entered_at, k.until_at)::double precision as age_bs
    from known k
  )
  select a.deal_id, a.attempt, a.step_key, a.visit_no, a.visit_seq, a.entered_at,
    case when not a.still_open then a.exited_at end, a.still_open, a.age_s, a.age_bs,
    a.cumulative_before_s + a.age_s, a.cumulative_before_bs + a.age_bs,
    a.expected_bs,
    -- greatest() leaves NULL out: alone it would call an unknown overdue time 0.
    case when a.age_bs - a.expected_bs is not null then greatest(a.age_bs - a.expected_bs, 0) end, a.process_id, a.version, a.segment
  from aged a;
end;
comment on function :views.stage_visit_as_of(timestamptz) is 'Stage visits as of an instant: age_s and age_bs are the seconds and business seconds so far, overdue_bs what is beyond the expectation. Visits without a known time are left out';
