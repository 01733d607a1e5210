create table :tables.handoff_item (
  deal_id text collate "C" not null,
  handover_id text collate "C" not null,
  submission_no integer not null,
  item_key text collate "C" not null,
  origin text not null,
  boundary_key text,
  from_party text,
  to_party text,
  sender_id text,
  process_id text,
  version integer,
  submitted_at timestamptz,
  required boolean,
  applicable boolean,
  counted boolean not null,
  weight double precision,
  weight_source text,
  state text not null,
  judged boolean not null,
  defect text,
  defect_how text,
  defect_found_at timestamptz,
  escaped_defect text,
  escaped_at timestamptz,
  primary key (deal_id, handover_id, submission_no, item_key)
);
create index on :tables.handoff_item (item_key);
create index on :tables.handoff_item (from_party, to_party);

comment on table :tables.handoff_item is 'Every item of every submission of a handover, and every item that a defect names: the ledger of what is missing. Conditional items count only where they apply';
comment on column :tables.handoff_item.deal_id is 'The deal, merged deals under the one that goes on';
comment on column :tables.handoff_item.handover_id is 'The handover';
comment on column :tables.handoff_item.submission_no is 'Submission of the handover, from 1';
comment on column :tables.handoff_item.item_key is 'What the receiver needs';
comment on column :tables.handoff_item.origin is 'recorded or derived, as in handoff';
comment on column :tables.handoff_item.boundary_key is 'Boundary of the process version, or of the rule; NULL where neither names it';
comment on column :tables.handoff_item.from_party is 'Team or person that hands over; NULL where nobody said';
comment on column :tables.handoff_item.to_party is 'Team or person that takes over; NULL where nobody said';
comment on column :tables.handoff_item.sender_id is 'Person who submitted; NULL where nobody said';
comment on column :tables.handoff_item.process_id is 'Process of the deal';
comment on column :tables.handoff_item.version is 'Process version that bound the deal at the submission; NULL where none did';
comment on column :tables.handoff_item.submitted_at is 'When it was submitted; NULL where nobody said';
comment on column :tables.handoff_item.required is 'Whether the receiver cannot begin without it: the version''s word before the sender''s; NULL for an item that nobody had listed';
comment on column :tables.handoff_item.applicable is 'Whether this deal needs it at all; NULL for an item that nobody had listed';
comment on column :tables.handoff_item.counted is 'Whether it counts in completeness: required and applicable';
comment on column :tables.handoff_item.weight is 'How much it counts beside the others; NULL for an item that nobody had listed';
comment on column :tables.handoff_item.weight_source is 'Where the weight comes from: version, item, or default (1)';
comment on column :tables.handoff_item.state is 'As handed over: complete, missing (or blank), invalid by the sender''s own check, or not_named (only a defect names it)';
comment on column :tables.handoff_item.judged is 'Whether the receiver accepted or rejected the submission';
comment on column :tables.handoff_item.defect is 'What the receiver found wrong in rejecting it: missing, invalid, late, wrong. Of a derived boundary: missing, or late where it came afterwards. NULL: nothing';
comment on column :tables.handoff_item.defect_how is 'rejection or derived; NULL: no defect';
comment on column :tables.handoff_item.defect_found_at is 'When; of a late item, when it came. NULL: no defect, or the source knew no time';
comment on column :tables.handoff_item.escaped_defect is 'What was found wrong after acceptance; NULL: nothing';
comment on column :tables.handoff_item.escaped_at is 'When; NULL: nothing, or the source knew no time';
