create table :tables.win_rate_difference (
  group_id text collate "C" primary key,
  unit text not null,
  scope text not null,
  groups integer not null,
  groups_too_small integer not null,
  n integer not null,
  rate_lowest double precision,
  rate_highest double precision,
  chi2 double precision,
  df integer,
  p double precision,
  verdict text not null,
  level double precision not null,
  min_n integer not null,
  as_of timestamptz not null
);

comment on table :tables.win_rate_difference is 'Whether processes, segments, channels, teams or owners differ in their win rate by more than chance: one test of all of them at once. Differences are associations';
comment on column :tables.win_rate_difference.group_id is 'Names the row: unit and scope as one text';
comment on column :tables.win_rate_difference.unit is 'deal, or quote (a family of quotes)';
comment on column :tables.win_rate_difference.scope is 'What is compared: process, segment, channel, team, owner';
comment on column :tables.win_rate_difference.groups is 'Groups compared: known ones with at least min_n decided cases';
comment on column :tables.win_rate_difference.groups_too_small is 'Groups left out for having fewer';
comment on column :tables.win_rate_difference.n is 'Decided cases (won + lost) of the groups compared';
comment on column :tables.win_rate_difference.rate_lowest is 'Lowest win rate among them, 0 to 1';
comment on column :tables.win_rate_difference.rate_highest is 'Highest win rate among them, 0 to 1';
comment on column :tables.win_rate_difference.chi2 is 'Pearson chi-square of won and lost by group, without continuity correction; NULL where insufficient';
comment on column :tables.win_rate_difference.df is 'Degrees of freedom of chi2';
comment on column :tables.win_rate_difference.p is 'p-value of chi2';
comment on column :tables.win_rate_difference.verdict is 'differ (p below the level), no_difference_found, insufficient: fewer than two groups, or over a fifth of the cells expected to hold fewer than five';
comment on column :tables.win_rate_difference.level is 'Level of the test; default 0.05. Each row is a test of its own';
comment on column :tables.win_rate_difference.min_n is 'Decided cases below which a group is left out; default 30';
comment on column :tables.win_rate_difference.as_of is 'Nothing that happened later counts';
