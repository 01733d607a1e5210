create table :tables.work_item (
  deal_id text collate "C" not null,
  item_seq integer not null,
  done_at timestamptz,
  activity text not null,
  step_key text,
  actor_id text,
  team_id text,
  process_id text,
  version integer,
  segment text,
  repetition text,
  repeated_by text,
  is_ping_pong boolean not null,
  primary key (deal_id, item_seq)
);
create index on :tables.work_item (process_id, activity);

comment on table :tables.work_item is 'Every piece of work of a deal, and whether it had been done before. Which activities count is laid down by the organisation (WorkItemsDefined); otherwise completed activities (lifecycle complete, or none named) and completed work';
comment on column :tables.work_item.deal_id is 'The deal, merged deals under the one that goes on';
comment on column :tables.work_item.item_seq is 'Place among the pieces of work of the deal, from 1, in the order they were done';
comment on column :tables.work_item.done_at is 'When it was done; NULL where the source knew no time';
comment on column :tables.work_item.activity is 'What was done: the activity of the log, or step and output of completed work';
comment on column :tables.work_item.step_key is 'Step it belongs to by the source''s word, else the step the deal was in; NULL: none';
comment on column :tables.work_item.actor_id is 'Who did it; NULL: unknown, and then the same as nobody';
comment on column :tables.work_item.team_id is 'Team then of who did it; NULL: unknown';
comment on column :tables.work_item.process_id is 'Process of the deal';
comment on column :tables.work_item.version is 'Process version that bound the deal then; NULL where none did';
comment on column :tables.work_item.segment is 'Customer segment of the deal, as last said';
comment on column :tables.work_item.repetition is 'self_loop: the same activity as the piece just before it; repetition: done in the deal before, with other work between; NULL: done the first time';
comment on column :tables.work_item.repeated_by is 'repeat: by the same actor (as just before; of a repetition, as the first time), redo: by another, unknown: one of the two is not known; NULL: done the first time';
comment on column :tables.work_item.is_ping_pong is 'Whether with it the work came back to an actor who had just passed it on (A, B, A), all three known';
