create table :tables.deal_trace (
  deal_id text collate "C" primary key,
  process_id text,
  team_id text,
  opened_at timestamptz,
  closed_at timestamptz,
  outcome text not null,
  trace text[] not null,
  left_out_n integer not null
);
create index on :tables.deal_trace (process_id, opened_at);

comment on table :tables.deal_trace is 'Which way each deal went: its steps and completed pieces of work in the order they happened, of a closed deal up to its closing';
comment on column :tables.deal_trace.deal_id is 'The deal, merged deals under the one that goes on';
comment on column :tables.deal_trace.process_id is 'Process that the deal follows; NULL: it names none';
comment on column :tables.deal_trace.team_id is 'Team of the owner when they took the deal over; NULL where unknown';
comment on column :tables.deal_trace.opened_at is 'When the deal was first opened; NULL where no event or no known time tells it';
comment on column :tables.deal_trace.closed_at is 'When the outcome that holds was first said; NULL while the deal is open, and where the source knew no time';
comment on column :tables.deal_trace.outcome is 'open, won, lost, no_decision or disqualified; of the current attempt, as last said';
comment on column :tables.deal_trace.trace is 'Keys of steps entered and names of completed activities, in order; at most 500';
comment on column :tables.deal_trace.left_out_n is 'Steps and activities beyond the first 500';
