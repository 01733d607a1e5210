create table :tables.followup_effect (
  group_id text collate "C" primary key,
  unit text not null,
  landmark_d integer not null,
  predictor text not null,
  bucket text not null,
  bucket_no integer not null,
  n integer not null,
  wins integer not null,
  lost integer not null,
  no_decision integer not null,
  disqualified_n integer not null,
  censored_n integer not null,
  rate double precision,
  rate_lo double precision,
  rate_hi double precision,
  odds_ratio double precision,
  odds_lo double precision,
  odds_hi double precision,
  odds_reason text,
  trend_chi2 double precision,
  trend_p double precision,
  trend_slope double precision,
  verdict text not null,
  finding text not null,
  level double precision not null,
  min_n integer not null,
  as_of timestamptz not null,
  rate_reason text
);

comment on table :tables.followup_effect is 'What became of deals and quotes that were still undecided some days after the first sending, by how they had been followed up by then. Only what was done before the landmark counts, on cases that all lived that long, so that long cases cannot collect more follow-ups. Associations, never causes';
comment on column :tables.followup_effect.group_id is 'Names the row: unit, landmark, predictor and bucket as one text';
comment on column :tables.followup_effect.unit is 'deal: first quote to the end of the attempt, by its final outcome; quote: the first family sent in each deal, by its own';
comment on column :tables.followup_effect.landmark_d is 'Days (of 86,400 s) from the first sending to the landmark; default 3, 7, 14';
comment on column :tables.followup_effect.predictor is 'touches: of the chase; first_latency: days to the first touch; raw_attempts: every outbound message (deals only); all up to the landmark';
comment on column :tables.followup_effect.bucket is 'Stretch of the predictor; none by then: not touched by the landmark';
comment on column :tables.followup_effect.bucket_no is 'Order of the buckets, from 0';
comment on column :tables.followup_effect.n is 'Undecided at the landmark and ended since: wins + lost + no_decision';
comment on column :tables.followup_effect.wins is 'Of n, won afterwards';
comment on column :tables.followup_effect.lost is 'Of n, lost afterwards';
comment on column :tables.followup_effect.no_decision is 'Of n, ended afterwards without a decision';
comment on column :tables.followup_effect.disqualified_n is 'Undecided at the landmark and given up by the seller since; not in n';
comment on column :tables.followup_effect.censored_n is 'Undecided at the landmark and still open at the as-of; not in n';
comment on column :tables.followup_effect.rate is 'wins / n, 0 to 1; NULL where n is 0';
comment on column :tables.followup_effect.rate_lo is 'Lower end of the 95 % Wilson interval of rate';
comment on column :tables.followup_effect.rate_hi is 'Upper end of the 95 % Wilson interval of rate';
comment on column :tables.followup_effect.odds_ratio is 'Odds of winning against the reference bucket, within process and segment (Mantel-Haenszel); NULL with a reason';
comment on column :tables.followup_effect.odds_lo is 'Lower end of the 95 % interval of odds_ratio (Robins, Breslow, Greenland)';
comment on column :tables.followup_effect.odds_hi is 'Upper end of the 95 % interval of odds_ratio';
comment on column :tables.followup_effect.odds_reason is 'Why odds_ratio is NULL: reference (the first bucket with min_n cases), insufficient, nothing_to_compare';
comment on column :tables.followup_effect.trend_chi2 is 'Trend of the win rate along the buckets, within process and segment (Mantel 1963, one degree of freedom); one test for all buckets of the predictor at the landmark';
comment on column :tables.followup_effect.trend_p is 'p-value of trend_chi2';
comment on column :tables.followup_effect.trend_slope is 'Change of the win rate for one more follow-up, or for one bucket more of waiting';
comment on column :tables.followup_effect.verdict is 'associated_up, associated_down, none (p not below the level), insufficient (fewer than two buckets with min_n ended cases). The same for all buckets of the predictor at the landmark';
comment on column :tables.followup_effect.finding is 'The verdict as a sentence';
comment on column :tables.followup_effect.level is 'Level of the trend test; default 0.05. Each predictor and landmark is a test of its own';
comment on column :tables.followup_effect.min_n is 'Ended cases below which a bucket is insufficient; default 30';
comment on column :tables.followup_effect.as_of is 'Nothing that happened later counts';
comment on column :tables.followup_effect.rate_reason is 'no_cases: rate is NULL; insufficient: n is below min_n, so that no judgement rests on it';
