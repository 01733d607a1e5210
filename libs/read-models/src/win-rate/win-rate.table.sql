create table :tables.win_rate (
  group_id text collate "C" primary key,
  unit text not null,
  scope text not null,
  scope_value text,
  period_kind text not null,
  period date,
  n integer not null,
  won integer not null,
  lost integer not null,
  no_decision integer not null,
  disqualified integer not null,
  open integer,
  excluded_n integer not null,
  decided_n integer not null,
  rate_decided double precision,
  rate_decided_lo double precision,
  rate_decided_hi double precision,
  all_n integer not null,
  rate_all double precision,
  rate_all_lo double precision,
  rate_all_hi double precision,
  rate_reason text,
  evidence text not null,
  min_n integer not null,
  currency text,
  won_minor bigint,
  lost_minor bigint,
  rate_value double precision,
  value_reason text,
  cohort_n integer,
  cohort_cif json,
  cohort_reason text,
  as_of timestamptz not null,
  all_evidence text not null,
  cohort_intervals json,
  cohort_known_n json,
  cohort_evidence json
);

comment on table :tables.win_rate is 'What was won: of what was decided, of all that ended, by value, and by how long ago it was opened. Per deal and per quote family, over all and by process, segment, channel, team and owner, in total, by month of closing and by month of opening. A reopened deal counts once, by the outcome that held at the as-of';
comment on column :tables.win_rate.group_id is 'Names the row: unit, scope, its value, kind of period and period as one text';
comment on column :tables.win_rate.unit is 'deal, or quote: a family of quotes, expired ones lost, alternatives not chosen excluded';
comment on column :tables.win_rate.scope is 'all, process, segment, channel, team (of the owner when they took over), owner';
comment on column :tables.win_rate.scope_value is 'The process, segment, channel, team or owner; NULL over all, and where unknown';
comment on column :tables.win_rate.period_kind is 'all; close_month: by when the outcome that held was first said; open_month: by when the deal was opened or the quote first sent';
comment on column :tables.win_rate.period is 'First day of the month (UTC); NULL over all';
comment on column :tables.win_rate.n is 'Opened by the as-of: won + lost + no_decision + disqualified + open';
comment on column :tables.win_rate.won is 'Won';
comment on column :tables.win_rate.lost is 'Lost; of quotes rejected, expired, or ended with a deal that was lost';
comment on column :tables.win_rate.no_decision is 'Ended without a decision';
comment on column :tables.win_rate.disqualified is 'Given up by the seller';
comment on column :tables.win_rate.open is 'Still open; NULL by closing month, where open ones have no place';
comment on column :tables.win_rate.excluded_n is 'In no other column: deals without an opening on record; quotes not selected, withdrawn, superseded, or ended with a deal won without them';
comment on column :tables.win_rate.decided_n is 'won + lost';
comment on column :tables.win_rate.rate_decided is 'Win rate: won / (won + lost), 0 to 1; NULL where nothing was decided';
comment on column :tables.win_rate.rate_decided_lo is 'Lower end of the 95 % Wilson interval of rate_decided';
comment on column :tables.win_rate.rate_decided_hi is 'Upper end of the 95 % Wilson interval of rate_decided';
comment on column :tables.win_rate.all_n is 'won + lost + no_decision';
comment on column :tables.win_rate.rate_all is 'won / (won + lost + no_decision), 0 to 1; NULL where nothing ended so';
comment on column :tables.win_rate.rate_all_lo is 'Lower end of the 95 % Wilson interval of rate_all';
comment on column :tables.win_rate.rate_all_hi is 'Upper end of the 95 % Wilson interval of rate_all';
comment on column :tables.win_rate.rate_reason is 'Why rate_decided is NULL: nothing_decided';
comment on column :tables.win_rate.evidence is 'insufficient below min_n decided cases, otherwise sufficient';
comment on column :tables.win_rate.min_n is 'Cases below which a rate is insufficient evidence; default 30';
comment on column :tables.win_rate.currency is 'ISO 4217 currency of the values; NULL with value_reason';
comment on column :tables.win_rate.won_minor is 'Value of what was won, in minor units; NULL where one amount is unknown, or currencies differ';
comment on column :tables.win_rate.lost_minor is 'Value of what was lost, in minor units; NULL where one amount is unknown, or currencies differ';
comment on column :tables.win_rate.rate_value is 'won_minor / (won_minor + lost_minor), 0 to 1; NULL with a reason';
comment on column :tables.win_rate.value_reason is 'Why rate_value is NULL: nothing_decided, several_currencies, currency_unknown, amount_unknown, worth_nothing (all amounts are 0)';
comment on column :tables.win_rate.cohort_n is 'Cases of the cohort: those whose opening, and closing if closed, has a known time; NULL with a reason';
comment on column :tables.win_rate.cohort_cif is 'Share that ended in each way within so many days of opening (Aalen-Johansen, open cases censored at the as-of): days to {won, lost, no_decision, disqualified}; NULL for days that no case was watched so long; how sure: cohort_intervals, cohort_evidence; default 30, 60, 90, 120, 180, 365';
comment on column :tables.win_rate.cohort_reason is 'Why the cohort is NULL: closed_cases_only';
comment on column :tables.win_rate.as_of is 'Nothing that happened later counts';
comment on column :tables.win_rate.all_evidence is 'Of rate_all: insufficient where all_n is below min_n, otherwise sufficient';
comment on column :tables.win_rate.cohort_intervals is '95 % intervals of cohort_cif (Wilson, by the number of cases that its variance is worth): days to {won, lost, no_decision, disqualified} to [low, high]; NULL where it is';
comment on column :tables.win_rate.cohort_known_n is 'Of cohort_n, those that had ended or were watched so long: days to their number; NULL where cohort_cif is';
comment on column :tables.win_rate.cohort_evidence is 'Days to insufficient, where cohort_known_n is below min_n, or sufficient; NULL where cohort_cif is';
