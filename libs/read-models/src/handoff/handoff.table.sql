create table :tables.handoff (
  deal_id text collate "C" not null,
  handover_id text collate "C" not null,
  handover_seq integer not null,
  origin text not null,
  boundary_key text,
  party_kind text not null,
  from_party text,
  to_party text,
  sender_id text,
  process_id text,
  version integer,
  version_reason text,
  segment text,
  calendar_id text,
  status text not null,
  censored boolean not null,
  submissions integer not null,
  taken_back integer not null,
  returns integer not null,
  returned_at json not null,
  takes_back_handover_id text,
  first_submitted_at timestamptz,
  first_submitted_reason text,
  first_judged_at timestamptz,
  accepted_at timestamptz,
  withdrawn_at timestamptz,
  completeness double precision,
  completeness_last double precision,
  completeness_reason text,
  accepted_first boolean,
  first_pass boolean,
  complete_and_accurate boolean,
  judgement_reason text,
  false_complete boolean,
  false_complete_reason text,
  accepted_incomplete boolean,
  escaped_items integer not null,
  first_escaped_at timestamptz,
  chases integer not null,
  chase_hours double precision,
  chases_without_hours integer not null,
  first_chased_at timestamptz,
  first_reported_at timestamptz,
  accept_s double precision,
  accept_reason text,
  receiver_wait_s double precision,
  rework_s double precision,
  split_reason text,
  accept_bs double precision,
  receiver_wait_bs double precision,
  rework_bs double precision,
  bs_reason text,
  primary key (deal_id, handover_id)
);
create index on :tables.handoff (process_id, version);
create index on :tables.handoff (from_party, to_party);

comment on table :tables.handoff is 'Every handover of a deal from one party to another, from first submission to acceptance. A handover that is not over has no exit: its age is asked for with an as-of (function handoff_as_of)';
comment on column :tables.handoff.deal_id is 'The deal, merged deals under the one that goes on';
comment on column :tables.handoff.handover_id is 'The handover in its source; derived: and the boundary where the organisation''s rule saw it';
comment on column :tables.handoff.handover_seq is 'Place among the handovers of the deal, from 1, as each was first spoken of';
comment on column :tables.handoff.origin is 'recorded: the source tells of it; derived: seen in the deal''s history by the organisation''s rule, since the source tells of no handover of this deal. The two are never counted together';
comment on column :tables.handoff.boundary_key is 'Boundary of the process version, or of the rule; NULL where neither names it';
comment on column :tables.handoff.party_kind is 'What hands over: team or person';
comment on column :tables.handoff.from_party is 'Team or person that hands over; NULL where nobody said';
comment on column :tables.handoff.to_party is 'Team or person that takes over; NULL where nobody said';
comment on column :tables.handoff.sender_id is 'Person who submitted first; NULL where nobody said';
comment on column :tables.handoff.process_id is 'Process of the deal';
comment on column :tables.handoff.version is 'Process version that bound the deal at the first submission; NULL with a reason';
comment on column :tables.handoff.version_reason is 'Why version is NULL: no_opening, opening_time_unknown, no_process, no_version_in_effect';
comment on column :tables.handoff.segment is 'Customer segment of the deal, as last said';
comment on column :tables.handoff.calendar_id is 'Business calendar of the business seconds: the one published under the receiving team''s id, else the version''s, else the default';
comment on column :tables.handoff.status is 'pending (with the receiver), rejected (with the sender), accepted, withdrawn, or unjudged (derived: nobody said)';
comment on column :tables.handoff.censored is 'Whether it is not over yet, so that only a lower bound of the time to accept is known';
comment on column :tables.handoff.submissions is 'How often it was submitted, those taken back included';
comment on column :tables.handoff.taken_back is 'Submissions that the sender withdrew or replaced before an answer';
comment on column :tables.handoff.returns is 'How often the receiver sent the work back to its sender (sender, receiver, sender: each is a ping-pong), after acceptance too';
comment on column :tables.handoff.returned_at is 'When, a list of instants; null in it where the source knew no time';
comment on column :tables.handoff.takes_back_handover_id is 'The handover just before it that it undoes, since it carries the work back to where that came from: a ping-pong across handovers; NULL: none';
comment on column :tables.handoff.first_submitted_at is 'When it was first submitted, submissions taken back left out; NULL with a reason';
comment on column :tables.handoff.first_submitted_reason is 'Why first_submitted_at is NULL: never_submitted (only a verdict is recorded), submission_time_unknown';
comment on column :tables.handoff.first_judged_at is 'When the receiver answered the first submission that was not taken back; NULL until then';
comment on column :tables.handoff.accepted_at is 'When the receiver took the work over; NULL until then, and after it was sent back all the same';
comment on column :tables.handoff.withdrawn_at is 'When the sender gave the handover up; NULL: not';
comment on column :tables.handoff.completeness is '0 to 1: weighted share of required applicable items that were there and valid at the first submission, by the sender''s word. Weights are those of the process version, else the item''s own, else 1. NULL with a reason';
comment on column :tables.handoff.completeness_last is '0 to 1: completeness at the last submission; NULL where nothing was required';
comment on column :tables.handoff.completeness_reason is 'Why completeness is NULL: nothing_required, never_submitted';
comment on column :tables.handoff.accepted_first is 'Whether the receiver accepted the first submission; NULL with judgement_reason';
comment on column :tables.handoff.first_pass is 'Whether the first submission was accepted, and nothing was sent back or escaped after that: a later escape makes it false. NULL with judgement_reason';
comment on column :tables.handoff.complete_and_accurate is 'Whether the receiver could use the work as it came: first pass, and nothing was chased or reported missing. The receiver''s judgement, apart from completeness. NULL with judgement_reason';
comment on column :tables.handoff.judgement_reason is 'Why the three above are NULL: pending, withdrawn, derived';
comment on column :tables.handoff.false_complete is 'Whether a submission of completeness 1 was rejected, or accepted and a defect escaped; NULL with a reason';
comment on column :tables.handoff.false_complete_reason is 'Why false_complete is NULL: not_scored_complete, or as judgement_reason';
comment on column :tables.handoff.accepted_incomplete is 'Whether the receiver took over work that lacked a required item: no command allows it, a source may tell it. NULL while not accepted and where nothing was required';
comment on column :tables.handoff.escaped_items is 'Items found missing or wrong after acceptance';
comment on column :tables.handoff.first_escaped_at is 'When the first of them was found; NULL: none, or the source knew no time';
comment on column :tables.handoff.chases is 'How often the receiver went after missing information';
comment on column :tables.handoff.chase_hours is 'Hours spent on that, as far as said; NULL where there were chases and none says its hours';
comment on column :tables.handoff.chases_without_hours is 'Chases that do not say their hours';
comment on column :tables.handoff.first_chased_at is 'When the first chase happened; NULL: none, or the source knew no time';
comment on column :tables.handoff.first_reported_at is 'When something was first reported missing before acceptance; NULL: never, or the source knew no time';
comment on column :tables.handoff.accept_s is 'Calendar seconds from first submission to acceptance; NULL with accept_reason';
comment on column :tables.handoff.accept_reason is 'Why accept_s is NULL: pending, rejected (with the sender), withdrawn, derived, never_submitted, submission_time_unknown, acceptance_time_unknown';
comment on column :tables.handoff.receiver_wait_s is 'Calendar seconds of accept_s that the work was with the receiver; NULL with split_reason';
comment on column :tables.handoff.rework_s is 'Calendar seconds of accept_s that the work was back with the sender; NULL with split_reason';
comment on column :tables.handoff.split_reason is 'Why the two are NULL: as accept_reason, or verdict_time_unknown';
comment on column :tables.handoff.accept_bs is 'accept_s in business seconds; NULL with bs_reason';
comment on column :tables.handoff.receiver_wait_bs is 'receiver_wait_s in business seconds; NULL with bs_reason';
comment on column :tables.handoff.rework_bs is 'rework_s in business seconds; NULL with bs_reason';
comment on column :tables.handoff.bs_reason is 'Why business seconds are NULL: as split_reason (then accept_bs may be known), or no_calendar, several_calendars, calendar_not_published';
