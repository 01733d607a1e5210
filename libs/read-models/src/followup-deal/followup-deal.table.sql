create table :tables.followup_deal (
  deal_id text collate "C" primary key,
  first_sent_at timestamptz,
  deal_ended_at timestamptz,
  families integer not null,
  raw_attempts integer not null,
  raw_gap_p25_s double precision,
  raw_gap_p50_s double precision,
  raw_gap_p75_s double precision,
  raw_after_s json,
  undated_attempts integer not null,
  automated_attempts integer not null,
  attempts integer not null,
  touches integer not null,
  first_latency_s double precision,
  gap_p25_s double precision,
  gap_p50_s double precision,
  gap_p75_s double precision,
  media_counts json not null,
  touch_after_s json,
  replied_at timestamptz,
  opened_reason text,
  process_id text,
  segment text,
  channel text,
  team_id text,
  owner_id text
);

comment on table :tables.followup_deal is 'How each deal with a quote was followed up: every outbound message as it came (raw), and what is left of it while a quote stood unanswered and undecided (the chase), a touch about several quotes counted once';
comment on column :tables.followup_deal.deal_id is 'The deal, merged deals under the one that goes on';
comment on column :tables.followup_deal.first_sent_at is 'When the first quote went to the customer; NULL where no sending has a known time';
comment on column :tables.followup_deal.deal_ended_at is 'When the attempt in which that quote was sent first ended; NULL while it goes on';
comment on column :tables.followup_deal.families is 'Quote families of the deal';
comment on column :tables.followup_deal.raw_attempts is 'Every outbound message of the deal with a known time, by people and machines, before and after decisions';
comment on column :tables.followup_deal.raw_gap_p25_s is 'Seconds between one raw attempt and the next: lower quartile (inclusive, type 7); NULL for fewer than two';
comment on column :tables.followup_deal.raw_gap_p50_s is 'Seconds between one raw attempt and the next: median (inclusive, type 7); NULL for fewer than two';
comment on column :tables.followup_deal.raw_gap_p75_s is 'Seconds between one raw attempt and the next: upper quartile (inclusive, type 7); NULL for fewer than two';
comment on column :tables.followup_deal.raw_after_s is 'Calendar seconds after the first sending, one for each raw attempt; negative before it; NULL where first_sent_at is';
comment on column :tables.followup_deal.undated_attempts is 'Outbound messages whose time the source did not know; in no other column';
comment on column :tables.followup_deal.automated_attempts is 'Of the raw attempts, those sent by machines';
comment on column :tables.followup_deal.attempts is 'Attempts by people in the chase of at least one quote';
comment on column :tables.followup_deal.touches is 'Attempts by people in the chase of at least one quote, merged into touches';
comment on column :tables.followup_deal.first_latency_s is 'Calendar seconds from the first sending to the first touch of the chase; NULL where there was none';
comment on column :tables.followup_deal.gap_p25_s is 'Seconds between one touch of the chase and the next: lower quartile (inclusive, type 7); NULL for fewer than two';
comment on column :tables.followup_deal.gap_p50_s is 'Seconds between one touch of the chase and the next: median (inclusive, type 7); NULL for fewer than two';
comment on column :tables.followup_deal.gap_p75_s is 'Seconds between one touch of the chase and the next: upper quartile (inclusive, type 7); NULL for fewer than two';
comment on column :tables.followup_deal.media_counts is 'Attempts of the chase by medium';
comment on column :tables.followup_deal.touch_after_s is 'Calendar seconds after the first sending, one for each touch of the chase; NULL where first_sent_at is';
comment on column :tables.followup_deal.replied_at is 'When the customer first answered after a quote was sent; NULL: not yet';
comment on column :tables.followup_deal.opened_reason is 'no_opening: the deal has no opening on record and stays out of rates';
comment on column :tables.followup_deal.process_id is 'Process that the deal follows';
comment on column :tables.followup_deal.segment is 'Customer segment of the deal, as last said';
comment on column :tables.followup_deal.channel is 'How the deal is worked, as last said';
comment on column :tables.followup_deal.team_id is 'Team of the owner when they took the deal over';
comment on column :tables.followup_deal.owner_id is 'Owner of the deal, as last said';
