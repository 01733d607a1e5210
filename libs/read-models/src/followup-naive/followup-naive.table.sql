create table :tables.followup_naive (
  bucket text collate "C" primary key,
  bucket_no integer not null,
  n integer not null,
  wins integer not null,
  lost integer not null,
  no_decision integer not null,
  disqualified_n integer not null,
  open_n integer not null,
  rate double precision,
  rate_lo double precision,
  rate_hi double precision,
  warning text not null,
  as_of timestamptz not null,
  rate_reason text,
  min_n integer not null
);

comment on table :tables.followup_naive is 'NAIVE, to be seen beside followup_effect: final outcome of quoted deals by the number of all their outbound messages. It misleads, for deals that stay open longer collect more of them, whatever they do';
comment on column :tables.followup_naive.bucket is 'Outbound messages of the deal up to the as-of';
comment on column :tables.followup_naive.bucket_no is 'Order of the buckets, from 0';
comment on column :tables.followup_naive.n is 'Quoted deals that ended: wins + lost + no_decision';
comment on column :tables.followup_naive.wins is 'Of n, won';
comment on column :tables.followup_naive.lost is 'Of n, lost';
comment on column :tables.followup_naive.no_decision is 'Of n, ended without a decision';
comment on column :tables.followup_naive.disqualified_n is 'Given up by the seller; not in n';
comment on column :tables.followup_naive.open_n is 'Still open at the as-of; not in n';
comment on column :tables.followup_naive.rate is 'wins / n, 0 to 1; NULL where n is 0. No effect of follow-ups';
comment on column :tables.followup_naive.rate_lo is 'Lower end of the 95 % Wilson interval of rate';
comment on column :tables.followup_naive.rate_hi is 'Upper end of the 95 % Wilson interval of rate';
comment on column :tables.followup_naive.warning is 'Why not to conclude anything from it';
comment on column :tables.followup_naive.as_of is 'Nothing that happened later counts';
comment on column :tables.followup_naive.rate_reason is 'no_cases: rate is NULL; insufficient: n is below min_n, so that no judgement rests on it';
comment on column :tables.followup_naive.min_n is 'Ended deals below which a bucket is insufficient; default 30';
