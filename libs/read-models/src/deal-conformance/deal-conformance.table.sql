create table :tables.deal_conformance (
  deal_id text collate "C" primary key,
  process_id text,
  version integer,
  migrated boolean not null,
  fitness double precision,
  fitness_reason text,
  cost integer,
  worst_cost integer,
  skipped text[],
  inserted text[],
  waived text[],
  prefix boolean not null,
  prefix_reason text,
  steps text[] not null,
  keyed_in_n integer not null,
  paperwork_n integer not null,
  people_n integer not null,
  outcome text not null,
  opened_at timestamptz,
  closed_at timestamptz,
  segment text,
  channel text,
  team_id text,
  owner_id text
);
create index on :tables.deal_conformance (process_id, version);

comment on table :tables.deal_conformance is 'How each deal compares with its process: the cheapest explanation of its steps by the process, where a mandatory step left out costs 1 and a step that fits nowhere costs 1. Optional and repeatable steps are free, and so is work that goes back where the process has the way. Every part is judged by the version in force then';
comment on column :tables.deal_conformance.deal_id is 'The deal, merged deals under the one that goes on';
comment on column :tables.deal_conformance.process_id is 'Process of the deal; NULL: it follows none';
comment on column :tables.deal_conformance.version is 'Process version that binds the deal now; NULL where none does';
comment on column :tables.deal_conformance.migrated is 'Whether the deal was moved to another version: what came before is judged by the old rules, what came after by the new ones';
comment on column :tables.deal_conformance.fitness is '1 - cost / worst_cost: 1 is exactly as agreed, 0 has nothing in common with the process; NULL with a reason';
comment on column :tables.deal_conformance.fitness_reason is 'Why fitness is NULL: no_opening, opening_time_unknown, no_process, no_version_in_effect, version_not_published, no_steps, conversations_only (nothing but conversations is known of the deal), process_without_end';
comment on column :tables.deal_conformance.cost is 'Deviations of the cheapest explanation: steps skipped without leave, and steps that fit nowhere';
comment on column :tables.deal_conformance.worst_cost is 'Deviations of the worst one: every step fits nowhere and, where the deal has to have gone all the way, the cheapest way through the process is missing';
comment on column :tables.deal_conformance.skipped is 'Mandatory steps left out without leave, in the order of the process';
comment on column :tables.deal_conformance.inserted is 'Steps that fit nowhere, in the order they happened: unknown to the version, out of order, repeated or gone back to against the process';
comment on column :tables.deal_conformance.waived is 'Mandatory steps left out with leave: free';
comment on column :tables.deal_conformance.prefix is 'Whether the deal is only held against what it has done so far; false: it was won, and has to have gone all the way to the step in which the customer decides, or to an end';
comment on column :tables.deal_conformance.prefix_reason is 'Why prefix is true: open; lost, no_decision, disqualified (a deal may end unsuccessfully anywhere); in_delivery (won, and work goes on)';
comment on column :tables.deal_conformance.steps is 'The steps as the deal did them: entering the step it is in is no move, a step reported as completed alone counts, and so do steps after the order was won';
comment on column :tables.deal_conformance.keyed_in_n is 'Of steps, those of which the source says when they were keyed in; 0: backdating and batch entry cannot be known';
comment on column :tables.deal_conformance.paperwork_n is 'Papers that the source reported; 0: whether one is missing cannot be known';
comment on column :tables.deal_conformance.people_n is 'People whose joining the source reported; 0: whether one is missing cannot be known';
comment on column :tables.deal_conformance.outcome is 'open, won, lost, no_decision or disqualified';
comment on column :tables.deal_conformance.opened_at is 'When the deal was opened; NULL where unknown';
comment on column :tables.deal_conformance.closed_at is 'When the outcome that holds was first said; NULL while open, and where the time is unknown';
comment on column :tables.deal_conformance.segment is 'Customer segment of the deal, as last said';
comment on column :tables.deal_conformance.channel is 'How the deal is worked: outside, inside, digital, or a word of one''s own';
comment on column :tables.deal_conformance.team_id is 'Team of the owner when they took the deal over';
comment on column :tables.deal_conformance.owner_id is 'Owner of the deal, as last said';
