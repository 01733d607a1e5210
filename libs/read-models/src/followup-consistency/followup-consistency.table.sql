create table :tables.followup_consistency (
  group_id text collate "C" primary key,
  scope text not null,
  team_id text,
  n integer not null,
  owners integer not null,
  touches_p50 double precision,
  first_latency_p50_s double precision,
  gap_p50_s double precision,
  gap_n integer not null,
  cadence_due integer not null,
  cadence_kept integer not null,
  adherence double precision,
  adherence_lo double precision,
  adherence_hi double precision,
  adherence_reason text,
  media_counts json not null,
  media_jsd_bits double precision,
  counts_h double precision,
  counts_p double precision,
  gaps_h double precision,
  gaps_p double precision,
  icc_by_owner double precision,
  rhythm_rank integer,
  media_rank integer,
  verdict text not null,
  level double precision not null,
  min_n integer not null,
  as_of timestamptz not null
);

comment on table :tables.followup_consistency is 'Whether teams follow up alike: how well they keep the cadence, by what media, how often and how spaced. Over all teams and per team, from chases that had ended by the as-of. Differences between teams may be those of a few people in them: see icc_by_owner';
comment on column :tables.followup_consistency.group_id is 'Names the row: scope and team as one text';
comment on column :tables.followup_consistency.scope is 'all: the whole organisation; team: one team (of the deal''s owner)';
comment on column :tables.followup_consistency.team_id is 'The team; NULL over all';
comment on column :tables.followup_consistency.n is 'Chases (quote families) that had ended by the as-of';
comment on column :tables.followup_consistency.owners is 'People who own their deals';
comment on column :tables.followup_consistency.touches_p50 is 'Median touches a chase';
comment on column :tables.followup_consistency.first_latency_p50_s is 'Median calendar seconds to the first touch, of chases that had one';
comment on column :tables.followup_consistency.gap_p50_s is 'Median over chases of their median calendar seconds between touches, of chases with two or more';
comment on column :tables.followup_consistency.gap_n is 'Chases with two touches or more';
comment on column :tables.followup_consistency.cadence_due is 'Touches that the cadences asked for; 0 where none is defined or nothing was due';
comment on column :tables.followup_consistency.cadence_kept is 'Of cadence_due, touches that came as asked';
comment on column :tables.followup_consistency.adherence is 'cadence_kept / cadence_due, 0 to 1; NULL with a reason';
comment on column :tables.followup_consistency.adherence_lo is 'Lower end of the 95 % Wilson interval of adherence, as if touches were independent';
comment on column :tables.followup_consistency.adherence_hi is 'Upper end of the 95 % Wilson interval of adherence, as if touches were independent';
comment on column :tables.followup_consistency.adherence_reason is 'Why adherence is NULL: no_cadence, nothing_due; insufficient: cadence_due is below min_n, so that no judgement rests on it';
comment on column :tables.followup_consistency.media_counts is 'Attempts by medium';
comment on column :tables.followup_consistency.media_jsd_bits is 'Jensen-Shannon divergence of the team''s media from those of all teams, in bits: 0 alike, 1 nothing in common; NULL over all and without attempts';
comment on column :tables.followup_consistency.counts_h is 'Kruskal-Wallis H of touches a chase: between all teams (scope all), or this team against the others; NULL where insufficient';
comment on column :tables.followup_consistency.counts_p is 'p-value of counts_h';
comment on column :tables.followup_consistency.gaps_h is 'Kruskal-Wallis H of the chases'' median gaps: between all teams, or this team against the others; NULL where insufficient';
comment on column :tables.followup_consistency.gaps_p is 'p-value of gaps_h';
comment on column :tables.followup_consistency.icc_by_owner is 'Share of the variation of touches a chase that lies between owners (one-way intraclass correlation); NULL where it cannot be said';
comment on column :tables.followup_consistency.rhythm_rank is '1: the team whose counts or gaps differ most from the others (larger H); NULL where insufficient';
comment on column :tables.followup_consistency.media_rank is '1: the team whose media differ most from all; NULL where insufficient';
comment on column :tables.followup_consistency.verdict is 'Of all teams together: teams_differ, no_difference_found (Holm over counts and gaps at the level), insufficient: fewer than two teams of min_n chases. The same in every row';
comment on column :tables.followup_consistency.level is 'Level of the verdict; default 0.05';
comment on column :tables.followup_consistency.min_n is 'Chases below which a team is not compared, and touches due below which adherence is insufficient; default 30';
comment on column :tables.followup_consistency.as_of is 'Nothing that happened later counts';
