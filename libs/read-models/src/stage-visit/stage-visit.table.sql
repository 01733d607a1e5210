create table :tables.stage_visit (
  deal_id text collate "C" not null,
  attempt integer not null,
  step_key text collate "C" not null,
  visit_no integer not null,
  visit_seq integer not null,
  entered_at timestamptz,
  exited_at timestamptz,
  exit_kind text,
  next_step_key text,
  censored boolean not null,
  is_latest boolean not null,
  time_precision text not null,
  duration_s double precision,
  duration_reason text,
  duration_bs double precision,
  duration_bs_reason text,
  cumulative_before_s double precision,
  cumulative_before_bs double precision,
  expected_bs bigint,
  expected_reason text,
  overdue_bs double precision,
  direction text,
  direction_reason text,
  process_id text,
  version integer,
  version_reason text,
  calendar_id text,
  segment text,
  primary key (deal_id, attempt, step_key, visit_no)
);
create index on :tables.stage_visit (process_id, version, step_key);

comment on table :tables.stage_visit is 'Every stay of a deal in a step. A step left out has no row; the time between a closing and a reopening belongs to no step. An open stay has no exit: its age is asked for with an as-of (function stage_visit_as_of)';
comment on column :tables.stage_visit.deal_id is 'The deal, merged deals under the one that goes on';
comment on column :tables.stage_visit.attempt is 'Counts the episodes of the deal; reopening begins the next';
comment on column :tables.stage_visit.step_key is 'Step of the process';
comment on column :tables.stage_visit.visit_no is 'Counts the visits to this step within the attempt, from 1';
comment on column :tables.stage_visit.visit_seq is 'Place among all visits of the deal, from 1: orders visits that share an instant';
comment on column :tables.stage_visit.entered_at is 'When the deal entered the step; NULL where the source knew no time';
comment on column :tables.stage_visit.exited_at is 'When it left; NULL while it is there, and where the source knew no time';
comment on column :tables.stage_visit.exit_kind is 'moved, closed or migrated; NULL while the deal is in the step';
comment on column :tables.stage_visit.next_step_key is 'The step it moved on to; NULL at a closing and while it is there';
comment on column :tables.stage_visit.censored is 'Whether the deal is still in the step, so that only a lower bound of the duration is known';
comment on column :tables.stage_visit.is_latest is 'Whether this is the last visit of the deal to this step, over all attempts';
comment on column :tables.stage_visit.time_precision is 'The weaker of entry and exit: instant, day or unknown';
comment on column :tables.stage_visit.duration_s is 'Calendar seconds from entry to exit; NULL with a reason';
comment on column :tables.stage_visit.duration_reason is 'Why duration_s is NULL: open, entry_time_unknown, exit_time_unknown';
comment on column :tables.stage_visit.duration_bs is 'Business seconds from entry to exit; NULL with a reason';
comment on column :tables.stage_visit.duration_bs_reason is 'Why duration_bs is NULL: as duration_reason, or no_calendar, several_calendars, calendar_not_published';
comment on column :tables.stage_visit.cumulative_before_s is 'Calendar seconds of all earlier visits of the deal to this step, earlier attempts included; add the own duration for cumulative time in stage. NULL where one of them is unknown';
comment on column :tables.stage_visit.cumulative_before_bs is 'Business seconds of all earlier visits of the deal to this step, earlier attempts included; NULL where one of them is unknown';
comment on column :tables.stage_visit.expected_bs is 'Business seconds that the version expects a visit to take; NULL with a reason';
comment on column :tables.stage_visit.expected_reason is 'Why expected_bs is NULL: the version_reason, version_not_published or step_not_in_version';
comment on column :tables.stage_visit.overdue_bs is 'Business seconds beyond the expectation, 0 within it; NULL where either is unknown and while the visit is open';
comment on column :tables.stage_visit.direction is 'first, forward, backward or sideways by the ordinals of the version; migrated where a migration renamed the step; NULL with a reason';
comment on column :tables.stage_visit.direction_reason is 'Why direction is NULL: the version_reason, version_not_published or step_not_in_version';
comment on column :tables.stage_visit.process_id is 'Process of the deal';
comment on column :tables.stage_visit.version is 'Process version the visit is judged by: the one that bound the deal at its entry; NULL with a reason';
comment on column :tables.stage_visit.version_reason is 'Why version is NULL: no_opening, opening_time_unknown, no_process, no_version_in_effect';
comment on column :tables.stage_visit.calendar_id is 'Business calendar that business seconds are counted by';
comment on column :tables.stage_visit.segment is 'Customer segment of the deal, as last said';
