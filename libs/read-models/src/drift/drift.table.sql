create table :tables.drift (
  drift_id uuid primary key,
  process_id text,
  kind text not null,
  change_no integer not null,
  verdict text not null,
  since_at timestamptz,
  last_old_at timestamptz,
  first_new_deal text,
  last_old_deal text,
  p double precision,
  effect double precision,
  direction text,
  changed json,
  planned boolean,
  planned_versions integer[] not null,
  n integer not null,
  n_before integer,
  n_after integer,
  min_segment integer not null,
  alpha double precision not null,
  min_effect double precision not null,
  as_of timestamptz not null
);

comment on table :tables.drift is 'Since when deals of a process are worked otherwise than before, and what changed. Where nothing changed one row says so, or that there are too few deals to say. A change is an observation in time: it does not say why';
comment on column :tables.drift.drift_id is 'Names the row: process, kind and number of the change';
comment on column :tables.drift.process_id is 'Process; NULL: deals that name none';
comment on column :tables.drift.kind is 'control_flow: order of steps and activities of completed deals; duration: days from opening to closing, open deals censored; handover: completeness when first submitted; conformance: fitness of completed deals';
comment on column :tables.drift.change_no is 'Counts the changes in time, from 1; 0 where none was found';
comment on column :tables.drift.verdict is 'changed; no_change_found; insufficient: fewer cases than two shortest stretches';
comment on column :tables.drift.since_at is 'When the first case of the new way began: opening of the deal, first submission of the handover; NULL where nothing changed';
comment on column :tables.drift.last_old_at is 'When the last case of the old way began; the change lies between the two';
comment on column :tables.drift.first_new_deal is 'Deal of the first case of the new way';
comment on column :tables.drift.last_old_deal is 'Deal of the last case of the old way';
comment on column :tables.drift.p is 'How sure: share of shuffled orders of the cases between the changes next to it, their own order counted among them, that show a cut as clear; of 999 shuffles, so 0.001 at the least and alpha at most. Of one search: every process, kind and stretch is searched';
comment on column :tables.drift.effect is 'Size of the difference in standard deviations of one case: of the relation that changed most, or of the ranks of the measure';
comment on column :tables.drift.direction is 'up or down: whether the measure rose or fell; NULL for control_flow';
comment on column :tables.drift.changed is 'What changed: before and after of relations, activities, branches and teams with count, n, share and 95 % interval, the largest first; or the median of the measure (days, completeness, fitness) with n and 95 % interval. Up to the changes next to it';
comment on column :tables.drift.planned is 'Whether a version of the process came into effect around the change: not more than min_segment cases before or after it; NULL where no version of the process is known';
comment on column :tables.drift.planned_versions is 'Versions that came into effect there';
comment on column :tables.drift.n is 'Cases looked at';
comment on column :tables.drift.n_before is 'Cases of the old way, back to the change before';
comment on column :tables.drift.n_after is 'Cases of the new way, up to the next change';
comment on column :tables.drift.min_segment is 'Shortest stretch between two changes in cases: a change is not found before so many came after it. By default 4 % of the cases, at least 10, at most 100';
comment on column :tables.drift.alpha is 'Level at which a cut is believed; by default 0.004';
comment on column :tables.drift.min_effect is 'Smaller effects are left out, however sure; by default 0.2';
comment on column :tables.drift.as_of is 'Nothing that happened later counts';
