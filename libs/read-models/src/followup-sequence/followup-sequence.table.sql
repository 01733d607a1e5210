create table :tables.followup_sequence (
  deal_id text collate "C" not null,
  family_id text collate "C" not null,
  started_at timestamptz,
  started_reason text,
  ended_at timestamptz,
  end_kind text,
  duration_s double precision,
  attempts integer,
  touches integer,
  automated_attempts integer,
  conversation_attempts integer,
  first_latency_s double precision,
  gap_p25_s double precision,
  gap_p50_s double precision,
  gap_p75_s double precision,
  media_counts json,
  media_share json,
  touch_after_s json,
  replied_at timestamptz,
  version integer,
  cadence_due integer,
  cadence_kept integer,
  cadence_adherence double precision,
  cadence_reason text,
  process_id text,
  segment text,
  channel text,
  team_id text,
  owner_id text,
  primary key (deal_id, family_id)
);
create index on :tables.followup_sequence (team_id);

comment on table :tables.followup_sequence is 'How each quote was asked after: from its first sending to the customer''s first answer or decision, its withdrawal or supersession, or the deal''s close. A quote that was taken back and sent again is still asked after while it stands. Touches are attempts by one person to one customer within 4 hours (14,400 s) of the first of them. One touch about several quotes counts for each: sum over a deal in followup_deal, never here';
comment on column :tables.followup_sequence.deal_id is 'The deal, merged deals under the one that goes on';
comment on column :tables.followup_sequence.family_id is 'The quote and its revisions';
comment on column :tables.followup_sequence.started_at is 'When the family first went to the customer; NULL with a reason, and then nothing else is known';
comment on column :tables.followup_sequence.started_reason is 'Why started_at is NULL: not_sent_or_undated';
comment on column :tables.followup_sequence.ended_at is 'When the chase ended; NULL while it goes on';
comment on column :tables.followup_sequence.end_kind is 'What ended it: replied, accepted, rejected, not_selected, withdrawn, superseded, deal_closed; NULL while it goes on';
comment on column :tables.followup_sequence.duration_s is 'Calendar seconds from the first sending to the end; NULL while it goes on';
comment on column :tables.followup_sequence.attempts is 'Outbound messages by people in the chase';
comment on column :tables.followup_sequence.touches is 'Outbound messages by people in the chase, those of one person within 4 hours merged into one';
comment on column :tables.followup_sequence.automated_attempts is 'Outbound messages sent by machines in the chase; in no other column';
comment on column :tables.followup_sequence.conversation_attempts is 'Messages by people after the customer''s first answer: conversation, no chase';
comment on column :tables.followup_sequence.first_latency_s is 'Calendar seconds from the first sending to the first touch; NULL where there was none';
comment on column :tables.followup_sequence.gap_p25_s is 'Seconds between one touch and the next: lower quartile (inclusive, type 7); NULL for fewer than two';
comment on column :tables.followup_sequence.gap_p50_s is 'Seconds between one touch and the next: median (inclusive, type 7); NULL for fewer than two';
comment on column :tables.followup_sequence.gap_p75_s is 'Seconds between one touch and the next: upper quartile (inclusive, type 7); NULL for fewer than two';
comment on column :tables.followup_sequence.media_counts is 'Attempts by medium';
comment on column :tables.followup_sequence.media_share is 'Shares of the attempts by medium, which add up to 1; NULL without attempts';
comment on column :tables.followup_sequence.touch_after_s is 'Calendar seconds after the first sending, one for each touch';
comment on column :tables.followup_sequence.replied_at is 'When the customer first answered after the first sending; NULL: not yet';
comment on column :tables.followup_sequence.version is 'Process version whose cadence it is held against; NULL where none binds the deal';
comment on column :tables.followup_sequence.cadence_due is 'Touches that the cadence asked for before the chase ended; NULL with a reason';
comment on column :tables.followup_sequence.cadence_kept is 'Of cadence_due, touches that came on their day (within the tolerance) by a medium asked for';
comment on column :tables.followup_sequence.cadence_adherence is 'cadence_kept / cadence_due, 0 to 1; NULL with a reason';
comment on column :tables.followup_sequence.cadence_reason is 'Why adherence is NULL: no_version, no_cadence, open, nothing_due, not_sent_or_undated';
comment on column :tables.followup_sequence.process_id is 'Process that the deal follows';
comment on column :tables.followup_sequence.segment is 'Customer segment of the deal, as last said';
comment on column :tables.followup_sequence.channel is 'How the deal is worked, as last said';
comment on column :tables.followup_sequence.team_id is 'Team of the owner when they took the deal over';
comment on column :tables.followup_sequence.owner_id is 'Owner of the deal, as last said';
