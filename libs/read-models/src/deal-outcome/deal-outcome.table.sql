create table :tables.deal_outcome (
  deal_id text collate "C" not null,
  outcome_no integer not null,
  attempt integer not null,
  outcome text not null,
  from_at timestamptz,
  from_reason text,
  until_at timestamptz,
  is_current boolean not null,
  opened_at timestamptz,
  opened_reason text,
  amount_minor bigint,
  currency text,
  process_id text,
  segment text,
  channel text,
  team_id text,
  owner_id text,
  primary key (deal_id, outcome_no)
);
create index on :tables.deal_outcome (outcome, from_at);

comment on table :tables.deal_outcome is 'What each deal was from when to when: open, won, lost, no_decision or disqualified. Of a deal the row with the highest outcome_no that has begun by an instant says how it stood then, so that reports as of an earlier day stay what they were';
comment on column :tables.deal_outcome.deal_id is 'The deal, merged deals under the one that goes on';
comment on column :tables.deal_outcome.outcome_no is 'Counts what the deal was, in order, from 1';
comment on column :tables.deal_outcome.attempt is 'The episode it was in: 1, and one more for each reopening';
comment on column :tables.deal_outcome.outcome is 'open, won, lost, no_decision, disqualified';
comment on column :tables.deal_outcome.from_at is 'Since when; NULL with a reason';
comment on column :tables.deal_outcome.from_reason is 'Why from_at is NULL: no_opening, time_unknown';
comment on column :tables.deal_outcome.until_at is 'Until when; NULL while it holds, and where the next time is unknown';
comment on column :tables.deal_outcome.is_current is 'Whether it is what the deal is after everything recorded';
comment on column :tables.deal_outcome.opened_at is 'When the deal was first opened; NULL with a reason';
comment on column :tables.deal_outcome.opened_reason is 'Why opened_at is NULL: no_opening, opening_time_unknown';
comment on column :tables.deal_outcome.amount_minor is 'Value of the deal in minor units of the currency, as last said; NULL where never said';
comment on column :tables.deal_outcome.currency is 'ISO 4217 currency of the value';
comment on column :tables.deal_outcome.process_id is 'Process that the deal follows';
comment on column :tables.deal_outcome.segment is 'Customer segment of the deal, as last said';
comment on column :tables.deal_outcome.channel is 'How the deal is worked, as last said';
comment on column :tables.deal_outcome.team_id is 'Team of the owner when they took the deal over';
comment on column :tables.deal_outcome.owner_id is 'Owner of the deal, as last said';
