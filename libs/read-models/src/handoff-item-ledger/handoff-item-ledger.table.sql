create table :tables.handoff_item_ledger (
  group_id text collate "C" primary key,
  process_id text,
  origin text not null,
  from_party text,
  to_party text,
  item_key text not null,
  sender_scope text not null,
  sender_id text,
  n integer not null,
  lacking_n integer not null,
  invalid_n integer not null,
  lacking_rate double precision,
  lacking_rate_lo double precision,
  lacking_rate_hi double precision,
  lacking_rate_reason text,
  missing integer not null,
  invalid integer not null,
  late integer not null,
  wrong integer not null,
  escaped integer not null,
  unknown_time_n integer not null,
  min_n integer not null,
  as_of timestamptz not null
);

comment on table :tables.handoff_item_ledger is 'Which items are missing, invalid, late or wrong, and from whom, as of an instant. The four kinds add up to the items that rejections name';
comment on column :tables.handoff_item_ledger.group_id is 'Names the row: process, origin, parties, item and sender as one text';
comment on column :tables.handoff_item_ledger.process_id is 'Process; NULL: deals that name none';
comment on column :tables.handoff_item_ledger.origin is 'recorded or derived, as in handoff';
comment on column :tables.handoff_item_ledger.from_party is 'Who hands over; NULL where nobody said';
comment on column :tables.handoff_item_ledger.to_party is 'Who takes over; NULL where nobody said';
comment on column :tables.handoff_item_ledger.item_key is 'What the receiver needs';
comment on column :tables.handoff_item_ledger.sender_scope is 'all: every sender together; one: the sender of this row';
comment on column :tables.handoff_item_ledger.sender_id is 'Person who submitted; NULL over all senders, and where nobody said';
comment on column :tables.handoff_item_ledger.n is 'Submissions by the as-of in which the item counts: required, and applicable to the deal';
comment on column :tables.handoff_item_ledger.lacking_n is 'Of n, it was missing or blank';
comment on column :tables.handoff_item_ledger.invalid_n is 'Of n, it was there and invalid by the sender''s own check';
comment on column :tables.handoff_item_ledger.lacking_rate is '0 to 1: share in which it was missing, blank or invalid (n is its n); NULL with a reason';
comment on column :tables.handoff_item_ledger.lacking_rate_lo is 'Lower end of the 95 % Wilson interval of lacking_rate';
comment on column :tables.handoff_item_ledger.lacking_rate_hi is 'Upper end of the 95 % Wilson interval of lacking_rate';
comment on column :tables.handoff_item_ledger.lacking_rate_reason is 'no_cases: NULL; insufficient: n is below min_n, so that no judgement rests on it';
comment on column :tables.handoff_item_ledger.missing is 'How often the receiver named it missing in rejecting; of derived boundaries, how often it never came';
comment on column :tables.handoff_item_ledger.invalid is 'How often the receiver named it invalid';
comment on column :tables.handoff_item_ledger.late is 'How often the receiver named it late; of derived boundaries, how often it came afterwards';
comment on column :tables.handoff_item_ledger.wrong is 'How often the receiver named it wrong';
comment on column :tables.handoff_item_ledger.escaped is 'How often it was found missing or wrong after acceptance';
comment on column :tables.handoff_item_ledger.unknown_time_n is 'Submissions left out since nobody knows when they were made';
comment on column :tables.handoff_item_ledger.min_n is 'Below this many cases a rate is insufficient. Default: 30';
comment on column :tables.handoff_item_ledger.as_of is 'Nothing that happened later counts';
