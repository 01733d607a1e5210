create table :tables.deal_state (
  deal_id text collate "C" primary key,
  attempt integer not null,
  process_id text,
  version integer,
  version_reason text,
  step_key text,
  outcome text not null,
  outcome_revisions integer not null,
  opened_at timestamptz,
  opened_reason text,
  attempt_opened_at timestamptz,
  closed_at timestamptz,
  closed_reason text,
  amount_minor bigint,
  currency text,
  customer_id text,
  segment text,
  channel text,
  value_stream text,
  owner_id text,
  team_id text,
  pod text,
  events integer not null,
  last_happened_at timestamptz,
  visits integer not null,
  backward_moves integer,
  skipped_steps integer not null,
  steps_after_closing integer not null,
  in_steps_s double precision,
  merged_deal_ids json not null
);
create index on :tables.deal_state (process_id, version);
create index on :tables.deal_state (outcome, closed_at);

comment on table :tables.deal_state is 'Where every deal stands after everything recorded about it';
comment on column :tables.deal_state.deal_id is 'The deal, merged deals under the one that goes on';
comment on column :tables.deal_state.attempt is 'The current episode: 1, and one more for each reopening';
comment on column :tables.deal_state.process_id is 'Process that the deal follows';
comment on column :tables.deal_state.version is 'Process version that binds the deal now; NULL with a reason';
comment on column :tables.deal_state.version_reason is 'Why version is NULL: no_opening, opening_time_unknown, no_process, no_version_in_effect';
comment on column :tables.deal_state.step_key is 'The step the deal is in, or was in when it closed; NULL where the current attempt has entered none';
comment on column :tables.deal_state.outcome is 'open, won, lost, no_decision or disqualified; of the current attempt, as last said';
comment on column :tables.deal_state.outcome_revisions is 'How often the source changed its mind about the outcome of the current attempt without reopening the deal';
comment on column :tables.deal_state.opened_at is 'When the deal was first opened; NULL with a reason';
comment on column :tables.deal_state.opened_reason is 'Why opened_at is NULL: no_opening, opening_time_unknown';
comment on column :tables.deal_state.attempt_opened_at is 'When the current attempt began: opened_at, or the last reopening';
comment on column :tables.deal_state.closed_at is 'When the outcome that holds was first said; NULL while the deal is open, and where the source knew no time';
comment on column :tables.deal_state.closed_reason is 'Why closed_at is NULL: open, closing_time_unknown';
comment on column :tables.deal_state.amount_minor is 'Value in minor units of the currency, as last said; NULL where never said';
comment on column :tables.deal_state.currency is 'ISO 4217 currency of the value';
comment on column :tables.deal_state.customer_id is 'Customer';
comment on column :tables.deal_state.segment is 'Customer segment, as last said';
comment on column :tables.deal_state.channel is 'How the deal is worked: outside, inside, digital, or the organisation''s own word';
comment on column :tables.deal_state.value_stream is 'Product and market, or value stream';
comment on column :tables.deal_state.owner_id is 'Owner, as last said';
comment on column :tables.deal_state.team_id is 'Team of the owner when they took the deal over';
comment on column :tables.deal_state.pod is 'Value-stream team; NULL until events tell of pods';
comment on column :tables.deal_state.events is 'Events of the deal that hold: corrected ones as corrected, removed ones left out';
comment on column :tables.deal_state.last_happened_at is 'When the last of them with a known time happened';
comment on column :tables.deal_state.visits is 'Visits to steps, all attempts together';
comment on column :tables.deal_state.backward_moves is 'Visits entered by a move backward; NULL where the direction of one is unknown';
comment on column :tables.deal_state.skipped_steps is 'Steps left out knowingly';
comment on column :tables.deal_state.steps_after_closing is 'Steps that the source reported for the closed deal without reopening it; they are no visits';
comment on column :tables.deal_state.in_steps_s is 'Calendar seconds of all finished visits; NULL where one of them is unknown';
comment on column :tables.deal_state.merged_deal_ids is 'Deals merged into this one';
