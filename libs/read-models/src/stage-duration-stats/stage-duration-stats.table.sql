create table :tables.stage_duration_stats (
  group_id text collate "C" primary key,
  process_id text,
  version integer,
  step_key text not null,
  segment_scope text not null,
  segment text,
  n integer not null,
  completed_n integer not null,
  censored_n integer not null,
  unknown_time_n integer not null,
  km_p50_d double precision,
  km_p50_low_d double precision,
  km_p50_high_d double precision,
  km_p90_d double precision,
  km_p90_low_d double precision,
  km_p90_high_d double precision,
  km_reason text,
  naive_median_completed_d double precision,
  mean_completed_d double precision,
  expected_bs bigint,
  as_of timestamptz not null
);

comment on table :tables.stage_duration_stats is 'How long visits to each step last, open ones counted as what they are: not over yet. Per process version, step and customer segment, and over all segments';
comment on column :tables.stage_duration_stats.group_id is 'Names the row: process, version, step and segment as one text';
comment on column :tables.stage_duration_stats.process_id is 'Process; NULL: visits of deals that name none';
comment on column :tables.stage_duration_stats.version is 'Process version; NULL: visits that no version binds';
comment on column :tables.stage_duration_stats.step_key is 'Step of the process';
comment on column :tables.stage_duration_stats.segment_scope is 'all: every segment together; one: the segment of this row';
comment on column :tables.stage_duration_stats.segment is 'Customer segment; NULL over all segments, and for deals whose segment is unknown';
comment on column :tables.stage_duration_stats.n is 'Visits entered by the as-of whose time is known';
comment on column :tables.stage_duration_stats.completed_n is 'Of n, visits that had ended by the as-of';
comment on column :tables.stage_duration_stats.censored_n is 'Of n, visits still open at the as-of';
comment on column :tables.stage_duration_stats.unknown_time_n is 'Visits left out because the source knew no time of entry or exit';
comment on column :tables.stage_duration_stats.km_p50_d is 'Days within which half of the visits end (Kaplan-Meier median); NULL with a reason';
comment on column :tables.stage_duration_stats.km_p50_low_d is 'Days: lower end of the 95 % interval of km_p50_d (log-log)';
comment on column :tables.stage_duration_stats.km_p50_high_d is 'Days: upper end of the 95 % interval of km_p50_d; NULL where the data set no bound';
comment on column :tables.stage_duration_stats.km_p90_d is 'Days within which nine of ten visits end; NULL where fewer are known to end';
comment on column :tables.stage_duration_stats.km_p90_low_d is 'Days: lower end of the 95 % interval of km_p90_d (log-log)';
comment on column :tables.stage_duration_stats.km_p90_high_d is 'Days: upper end of the 95 % interval of km_p90_d; NULL where the data set no bound';
comment on column :tables.stage_duration_stats.km_reason is 'Why a Kaplan-Meier quantile is NULL: no_visits, fewer_than_half_ended, fewer_than_nine_tenths_ended';
comment on column :tables.stage_duration_stats.naive_median_completed_d is 'Naive: median days of completed visits alone; too short while visits are open';
comment on column :tables.stage_duration_stats.mean_completed_d is 'Naive: mean days of completed visits alone; too short while visits are open';
comment on column :tables.stage_duration_stats.expected_bs is 'Business seconds that the version expects a visit to take; NULL where it says nothing of the step';
comment on column :tables.stage_duration_stats.as_of is 'Nothing that happened later counts';
