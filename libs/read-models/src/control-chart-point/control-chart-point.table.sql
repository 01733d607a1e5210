create table :tables.control_chart_point (
  point_id uuid primary key,
  chart text not null,
  chart_kind text not null,
  period_kind text not null,
  scope text not null,
  process_id text,
  phase integer not null,
  version integer,
  x date not null,
  value double precision not null,
  n integer not null,
  mean double precision,
  lnpl double precision,
  unpl double precision,
  mr double precision,
  url double precision,
  limits text not null,
  baseline_n integer not null,
  overdispersion double precision,
  rules text[] not null,
  as_of timestamptz not null,
  limits_reason text
);

comment on table :tables.control_chart_point is 'Process-behaviour charts: which weeks and months differ from the rest by more than chance (signals), and which do not (noise). Only periods that were over. A late event restates its point; what was signalled before stays in the journal';
comment on column :tables.control_chart_point.point_id is 'Names the row: chart, scope, process and period';
comment on column :tables.control_chart_point.chart is 'decided_win_rate_month, decided_win_rate_week: won of won and lost, by close date; median_days_to_close_week: Kaplan-Meier median in days of the deals opened in the week; deals_opened_week, deals_closed_week: counts; wholly_conforming_month: share of the deals closed in the month, and held against their process, with a fitness of 1; mean_fitness_week: their mean fitness, by week';
comment on column :tables.control_chart_point.chart_kind is 'p: shares, limits by each period''s n; xmr: single values, limits by the moving range';
comment on column :tables.control_chart_point.period_kind is 'month or week, in UTC';
comment on column :tables.control_chart_point.scope is 'all: every deal; process: deals of the process of this row';
comment on column :tables.control_chart_point.process_id is 'Process; NULL over all deals';
comment on column :tables.control_chart_point.phase is 'Counts the versions of the process; limits start anew with each, from the first period that begins under it. Over all deals always 1';
comment on column :tables.control_chart_point.version is 'Version in effect when the period began; NULL where none was, and over all deals';
comment on column :tables.control_chart_point.x is 'First day of the period: of the month, or the Monday of the week';
comment on column :tables.control_chart_point.value is 'Share, days, count or mean fitness, as the chart says. A period without a value has no row; a week without deals counts 0 in charts of counts, up to the eighth after the last with any';
comment on column :tables.control_chart_point.n is 'Deals behind the value';
comment on column :tables.control_chart_point.mean is 'Centre line: pooled share or mean of the baseline; NULL where limits is none';
comment on column :tables.control_chart_point.lnpl is 'Lower natural process limit: 3 standard errors of a share of n, or 3 mean moving ranges / 1.128, below the mean';
comment on column :tables.control_chart_point.unpl is 'Upper natural process limit';
comment on column :tables.control_chart_point.mr is 'Moving range: distance from the point before in the phase; NULL for the first and for shares';
comment on column :tables.control_chart_point.url is 'Upper limit of the moving range: 3.267 mean moving ranges; NULL for shares';
comment on column :tables.control_chart_point.limits is 'frozen: from the first 20 points of the phase; provisional: from fewer, and still moving; none: see limits_reason';
comment on column :tables.control_chart_point.baseline_n is 'Points that the limits were computed from';
comment on column :tables.control_chart_point.overdispersion is 'How much more the shares of the baseline vary than chance lets them (Laney''s sigma z): 1 is as chance; well above 1 the limits of the p chart are too narrow for this process, and signals say that deals are not alike rather than that one month is special. NULL for xmr';
comment on column :tables.control_chart_point.rules is 'Why the point is a signal: beyond-limit, eight-on-one-side, three-of-four-near-limit, range-beyond-limit; empty: noise';
comment on column :tables.control_chart_point.as_of is 'Nothing that happened later counts';
comment on column :tables.control_chart_point.limits_reason is 'Why there are no limits, so that no point is a signal: few_points, fewer than 6; few_cases, fewer than 5 deals a point of the baseline, of shares fewer than 5 of the rarer outcome; no_variation, a baseline of equal values. NULL where there are limits';
