create table :tables.handoff_submission (
  deal_id text collate "C" not null,
  handover_id text collate "C" not null,
  submission_no integer not null,
  origin text not null,
  boundary_key text,
  from_party text,
  to_party text,
  sender_id text,
  submitted_at timestamptz,
  submitted_reason text,
  completeness double precision,
  completeness_reason text,
  counted_items integer not null,
  missing_items integer not null,
  invalid_items integer not null,
  verdict text not null,
  judged_at timestamptz,
  judge_id text,
  wait_s double precision,
  wait_reason text,
  rejected_items integer not null,
  escaped_items integer not null,
  primary key (deal_id, handover_id, submission_no)
);
create index on :tables.handoff_submission (from_party, to_party);

comment on table :tables.handoff_submission is 'Every submission of every handover: how complete it was, and what the receiver made of it';
comment on column :tables.handoff_submission.deal_id is 'The deal, merged deals under the one that goes on';
comment on column :tables.handoff_submission.handover_id is 'The handover';
comment on column :tables.handoff_submission.submission_no is 'Counts the submissions of the handover, from 1, whatever numbers the source gave';
comment on column :tables.handoff_submission.origin is 'recorded or derived, as in handoff';
comment on column :tables.handoff_submission.boundary_key is 'Boundary of the process version, or of the rule; NULL where neither names it';
comment on column :tables.handoff_submission.from_party is 'Team or person that hands over; NULL where nobody said';
comment on column :tables.handoff_submission.to_party is 'Team or person that takes over; NULL where nobody said';
comment on column :tables.handoff_submission.sender_id is 'Person who submitted; NULL where nobody said';
comment on column :tables.handoff_submission.submitted_at is 'When it was submitted; NULL with a reason';
comment on column :tables.handoff_submission.submitted_reason is 'Why submitted_at is NULL: never_submitted (only a verdict is recorded), submission_time_unknown';
comment on column :tables.handoff_submission.completeness is '0 to 1: weighted share of required applicable items that were there and valid; NULL with a reason';
comment on column :tables.handoff_submission.completeness_reason is 'Why completeness is NULL: nothing_required, never_submitted';
comment on column :tables.handoff_submission.counted_items is 'Items that count: required, and applicable to this deal';
comment on column :tables.handoff_submission.missing_items is 'Of counted_items, those that were not there, or blank';
comment on column :tables.handoff_submission.invalid_items is 'Of counted_items, those that the sender''s own check found invalid';
comment on column :tables.handoff_submission.verdict is 'pending, accepted, rejected, withdrawn, replaced (the next one came before an answer), or unjudged (derived)';
comment on column :tables.handoff_submission.judged_at is 'When the receiver answered or the sender took it back; NULL until then';
comment on column :tables.handoff_submission.judge_id is 'Person who did; NULL where nobody said';
comment on column :tables.handoff_submission.wait_s is 'Calendar seconds from submission to that; NULL with a reason';
comment on column :tables.handoff_submission.wait_reason is 'Why wait_s is NULL: pending, derived, time_unknown';
comment on column :tables.handoff_submission.rejected_items is 'Items that the receiver named in rejecting it';
comment on column :tables.handoff_submission.escaped_items is 'Items found missing or wrong after it was accepted';
