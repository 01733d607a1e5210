create table :tables.process_step (
  process_id text collate "C" not null,
  version integer not null,
  step_key text collate "C" not null,
  ordinal integer not null,
  title text not null,
  purpose text not null,
  owner_role text not null,
  people text[] not null,
  paperwork text[] not null,
  from_customer text[] not null,
  people_n integer not null,
  paperwork_n integer not null,
  entry_criterion text not null,
  exit_criterion text not null,
  expected_bs bigint not null,
  calendar_id text,
  calendar_reason text,
  is_mandatory boolean not null,
  is_repeatable boolean not null,
  is_visible boolean not null,
  is_closing boolean not null,
  next_kind text,
  next_steps text[],
  begins_after text not null,
  message text,
  process_title text,
  effective_from_at timestamptz not null,
  published_at timestamptz not null,
  retired_at timestamptz,
  primary key (process_id, version, step_key)
);

comment on table :tables.process_step is 'What is due in each step: every step of every published version of every process, as it was laid down. Drafts are not here';
comment on column :tables.process_step.process_id is 'Process';
comment on column :tables.process_step.version is 'Published version of the process';
comment on column :tables.process_step.step_key is 'Step of the version';
comment on column :tables.process_step.ordinal is 'Place of the step: forward and backward are judged by it';
comment on column :tables.process_step.title is 'Name of the step as people say it';
comment on column :tables.process_step.purpose is 'What the step is for';
comment on column :tables.process_step.owner_role is 'Role that answers for it';
comment on column :tables.process_step.people is 'Roles that have to take part';
comment on column :tables.process_step.paperwork is 'Papers that have to be there';
comment on column :tables.process_step.from_customer is 'Which of these people and papers the customer has to bring';
comment on column :tables.process_step.people_n is 'Roles that have to take part, counted';
comment on column :tables.process_step.paperwork_n is 'Papers that have to be there, counted';
comment on column :tables.process_step.entry_criterion is 'What has to hold for the step to begin';
comment on column :tables.process_step.exit_criterion is 'What has to hold for it to be done';
comment on column :tables.process_step.expected_bs is 'Business seconds that it is expected to take';
comment on column :tables.process_step.calendar_id is 'Business calendar that business seconds are counted by; NULL with a reason';
comment on column :tables.process_step.calendar_reason is 'Why calendar_id is NULL: no_calendar, several_calendars, calendar_not_published';
comment on column :tables.process_step.is_mandatory is 'Whether leaving it out is a deviation';
comment on column :tables.process_step.is_repeatable is 'Whether doing it again is free';
comment on column :tables.process_step.is_visible is 'Whether the customer is told of it';
comment on column :tables.process_step.is_closing is 'Whether the customer decides in it: a won deal has done it';
comment on column :tables.process_step.next_kind is 'What follows: xor (one of next_steps), and (all of them); NULL: the process may end here';
comment on column :tables.process_step.next_steps is 'Steps that may follow, by key; NULL: the process may end here';
comment on column :tables.process_step.begins_after is 'all: it begins when every step that leads to it is done; any: when one of them is';
comment on column :tables.process_step.message is 'The words that tell the customer about it, as last laid down; NULL where there are none';
comment on column :tables.process_step.process_title is 'Name of the process in this version; NULL where its draft is not on record';
comment on column :tables.process_step.effective_from_at is 'Deals opened from here on follow the version';
comment on column :tables.process_step.published_at is 'When the version was published';
comment on column :tables.process_step.retired_at is 'From here on no new deal follows the version; NULL: not retired';
