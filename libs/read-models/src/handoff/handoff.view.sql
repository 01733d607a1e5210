create view :views.handoff as
  select deal_id, handover_id, handover_seq, origin, boundary_key, party_kind, from_party, to_party, sender_id,
    process_id, version, version_reason, segment, calendar_id, status, censored, submissions, taken_back, returns,
    returned_at, takes_back_handover_id, first_submitted_at, first_submitted_reason, first_judged_at, accepted_at,
    withdrawn_at, completeness, completeness_last, completeness_reason, accepted_first, first_pass,
    complete_and_accurate, judgement_reason, false_complete, false_complete_reason, accepted_incomplete,
    escaped_items, first_escaped_at, chases, chase_hours, chases_without_hours, first_chased_at, first_reported_at,
    accept_s, accept_reason, receiver_wait_s, rework_s, split_reason, accept_bs, receiver_wait_bs, rework_bs,
    bs_reason
  from :tables.handoff;

-- Handovers that were under way at an instant, with their age: nothing of it is stored.
drop function if exists :views.handoff_as_of(timestamptz);
create function :views.handoff_as_of(as_of timestamptz)
returns table (
  deal_id text, handover_id text, from_party text, to_party text, process_id text, version integer, segment text,
  first_submitted_at timestamptz, age_s double precision, age_bs double precision
)
language sql stable security definer set search_path = pg_catalog
begin atomic
  select h.deal_id, h.handover_id, h.from_party, h.to_party, h.process_id, h.version, h.segment, h.first_submitted_at,
    extract(epoch from as_of - h.first_submitted_at)::double precision,
    :tables.business_seconds_between(h.calendar_id, h.first_submitted_at, as_of)::double precision
  from :tables.handoff h
  where h.origin = 'recorded' and h.first_submitted_at <= as_of
    and (h.accepted_at > as_of or h.withdrawn_at > as_of or h.censored);
end;
comment on function :views.handoff_as_of(timestamptz) is 'Handovers under way as of an instant: submitted, neither accepted nor withdrawn. age_s and age_bs are the seconds and business seconds since the first submission. Those without a known time are left out';
