create table :tables.quote_outcome (
  deal_id text collate "C" not null,
  family_id text collate "C" not null,
  quote_ids json not null,
  outcome text not null,
  decided_at timestamptz,
  decided_reason text,
  first_sent_at timestamptz,
  first_sent_reason text,
  sendings integer not null,
  valid_until_at timestamptz,
  valid_until_reason text,
  accepted_after_expiry boolean,
  amount_minor bigint,
  currency text,
  families_of_deal integer not null,
  deal_outcome text not null,
  is_deal_won_by_quote boolean not null,
  process_id text,
  segment text,
  channel text,
  team_id text,
  owner_id text,
  primary key (deal_id, family_id)
);
create index on :tables.quote_outcome (outcome, decided_at);

comment on table :tables.quote_outcome is 'What became of every quote, a quote and its revisions counted once (a family). Expiry is judged as of an instant, never stored: function quote_outcome_as_of';
comment on column :tables.quote_outcome.deal_id is 'The deal, merged deals under the one that goes on';
comment on column :tables.quote_outcome.family_id is 'The quote and its revisions: the family its source names, or else the first of the quotes that superseded one another';
comment on column :tables.quote_outcome.quote_ids is 'Quotes of the family, in the order in which they were first spoken of';
comment on column :tables.quote_outcome.outcome is 'accepted; rejected; not_selected: the customer chose another family offered beside it; withdrawn by the seller; superseded by another family; deal_closed: the deal ended and nobody said what became of the quote; open: may still be decided, expired or not';
comment on column :tables.quote_outcome.decided_at is 'When it ended so; NULL with a reason';
comment on column :tables.quote_outcome.decided_reason is 'Why decided_at is NULL: open, time_unknown';
comment on column :tables.quote_outcome.first_sent_at is 'When the family first went to the customer; NULL with a reason';
comment on column :tables.quote_outcome.first_sent_reason is 'Why first_sent_at is NULL: not_recorded, time_unknown';
comment on column :tables.quote_outcome.sendings is 'How often it went out: the first sending and every revision';
comment on column :tables.quote_outcome.valid_until_at is 'Until when it is valid: of the accepted revision, or else the last one; a date is valid to the end of that day at the customer (UTC where the zone is unknown); NULL with a reason';
comment on column :tables.quote_outcome.valid_until_reason is 'Why valid_until_at is NULL: not_stated, unreadable';
comment on column :tables.quote_outcome.accepted_after_expiry is 'Whether it was accepted after it had expired, and is won all the same; NULL unless accepted, and where a time is unknown';
comment on column :tables.quote_outcome.amount_minor is 'Value in minor units of the currency: of the accepted revision, or else the last one; NULL where not stated';
comment on column :tables.quote_outcome.currency is 'ISO 4217 currency of the value';
comment on column :tables.quote_outcome.families_of_deal is 'Quote families of the deal, this one included';
comment on column :tables.quote_outcome.deal_outcome is 'What the deal is now: open, won, lost, no_decision, disqualified';
comment on column :tables.quote_outcome.is_deal_won_by_quote is 'Whether any quote of the deal was accepted: the deal-level way to count';
comment on column :tables.quote_outcome.process_id is 'Process that the deal follows';
comment on column :tables.quote_outcome.segment is 'Customer segment of the deal, as last said';
comment on column :tables.quote_outcome.channel is 'How the deal is worked, as last said';
comment on column :tables.quote_outcome.team_id is 'Team of the owner when they took the deal over';
comment on column :tables.quote_outcome.owner_id is 'Owner of the deal, as last said';
