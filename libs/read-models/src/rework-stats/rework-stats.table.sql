create table :tables.rework_stats (
  group_id text collate "C" primary key,
  process_id text,
  scope text not null,
  scope_key text,
  items_n integer not null,
  unknown_actors_n integer not null,
  self_loop_repeat integer not null,
  self_loop_redo integer not null,
  self_loop_unknown integer not null,
  repetition_repeat integer not null,
  repetition_redo integer not null,
  repetition_unknown integer not null,
  ping_pongs integer not null,
  deals_n integer not null,
  deals_with_rework integer not null,
  deal_rework_rate double precision,
  deal_rework_rate_lo double precision,
  deal_rework_rate_hi double precision,
  deal_rework_rate_reason text,
  chased_handovers integer not null,
  chase_hours double precision not null,
  chase_hours_unknown_n integer not null,
  unknown_time_n integer not null,
  min_n integer not null,
  as_of timestamptz not null
);

comment on table :tables.rework_stats is 'How often work is done again, by activity, step and team, as of an instant. That it was done again, not that it had to be';
comment on column :tables.rework_stats.group_id is 'Names the row: process, scope and its key as one text';
comment on column :tables.rework_stats.process_id is 'Process; NULL: deals that name none';
comment on column :tables.rework_stats.scope is 'all, activity, step or team: what the row is about';
comment on column :tables.rework_stats.scope_key is 'Which activity, step or team; NULL for all, and where it is unknown';
comment on column :tables.rework_stats.items_n is 'Pieces of work done by the as-of';
comment on column :tables.rework_stats.unknown_actors_n is 'Of items_n, pieces nobody is known to have done';
comment on column :tables.rework_stats.self_loop_repeat is 'Work of the same activity as the piece just before it, by the same actor';
comment on column :tables.rework_stats.self_loop_redo is 'Work of the same activity as the piece just before it, by another known actor';
comment on column :tables.rework_stats.self_loop_unknown is 'Work of the same activity as the piece just before it, where one of the two actors is unknown';
comment on column :tables.rework_stats.repetition_repeat is 'Work done in the deal before with other work between, by the actor who did it first';
comment on column :tables.rework_stats.repetition_redo is 'Work done in the deal before with other work between, by another known actor than the one who did it first';
comment on column :tables.rework_stats.repetition_unknown is 'Work done in the deal before with other work between, where one of the two actors is unknown';
comment on column :tables.rework_stats.ping_pongs is 'How often work came back to an actor who had just passed it on (A, B, A; work of one actor in a row counts once; overlapping; never with an unknown actor)';
comment on column :tables.rework_stats.deals_n is 'Deals with such work';
comment on column :tables.rework_stats.deals_with_rework is 'Of deals_n, deals in which some of it had been done before';
comment on column :tables.rework_stats.deal_rework_rate is '0 to 1: deals_with_rework as a share of deals (deals_n is its n); NULL with a reason';
comment on column :tables.rework_stats.deal_rework_rate_lo is 'Lower end of the 95 % Wilson interval of deal_rework_rate';
comment on column :tables.rework_stats.deal_rework_rate_hi is 'Upper end of the 95 % Wilson interval of deal_rework_rate';
comment on column :tables.rework_stats.deal_rework_rate_reason is 'no_cases: NULL; insufficient: deals_n is below min_n, so that no judgement rests on it';
comment on column :tables.rework_stats.chased_handovers is 'Handovers whose receiver went after missing information by the as-of: for all, and for the receiving team';
comment on column :tables.rework_stats.chase_hours is 'Hours spent on that, as far as said';
comment on column :tables.rework_stats.chase_hours_unknown_n is 'Of chased_handovers, those none of whose chases says its hours';
comment on column :tables.rework_stats.unknown_time_n is 'Pieces of work left out since nobody knows when they were done';
comment on column :tables.rework_stats.min_n is 'Below this many deals the rate is insufficient. Default: 30';
comment on column :tables.rework_stats.as_of is 'Nothing that happened later counts';
