create table :tables.shortcut (
  deal_id text collate "C" not null,
  shortcut_id uuid not null,
  kind text not null,
  step_key text,
  item text,
  actor_id text,
  actor_team_id text,
  occurred_at timestamptz,
  evidence_event_ids text[] not null,
  entry_lag_h double precision,
  remedied_at timestamptz,
  waived boolean not null,
  waiver_id text,
  waived_by text,
  waived_at timestamptz,
  process_id text,
  version integer,
  segment text,
  channel text,
  team_id text,
  owner_id text,
  primary key (deal_id, shortcut_id)
);
create index on :tables.shortcut (kind, step_key);

comment on table :tables.shortcut is 'Ways around the process, as the record shows them now; those that were allowed are marked waived. When a late event explains one it leaves this table, and the journal says ShortcutRetracted. Thresholds are set by ShortcutRulesDefined; default: backdated beyond 48 hours, a batch is 3 steps keyed in within 60 seconds';
comment on column :tables.shortcut.deal_id is 'The deal, merged deals under the one that goes on';
comment on column :tables.shortcut.shortcut_id is 'Names the shortcut: the same deviation shown by the same events has the same id; conclusion_id of the journal';
comment on column :tables.shortcut.kind is 'skip (a mandatory step left out); disorder (done, but not in its place); missing_paperwork, missing_person (not there when the deal went past the step); bypassed_handover (nobody had taken it when the deal left the step behind the boundary); backdating (keyed in long after it happened); batch_entry (many steps keyed in at once)';
comment on column :tables.shortcut.step_key is 'Step it is about; NULL for a batch, which is about several';
comment on column :tables.shortcut.item is 'What is missing: the paper, the role, or the receiver of the handover; NULL for other kinds';
comment on column :tables.shortcut.actor_id is 'Who did it, by the event that shows it; NULL where the source does not say';
comment on column :tables.shortcut.actor_team_id is 'Team of who did it, at that time';
comment on column :tables.shortcut.occurred_at is 'When it was done: when the deal went on without what is missing, or when the step in question happened';
comment on column :tables.shortcut.evidence_event_ids is 'Events that show it';
comment on column :tables.shortcut.entry_lag_h is 'Backdating: hours from happening to keying in; NULL for other kinds';
comment on column :tables.shortcut.remedied_at is 'Missing paperwork or person: when it came after all; NULL where it did not';
comment on column :tables.shortcut.waived is 'Whether it was allowed: then it is no shortcut';
comment on column :tables.shortcut.waiver_id is 'The leave: of a waiver whose scope names the step, the kind or <kind>:<step>, or that a recorded skip names; NULL where it has no id';
comment on column :tables.shortcut.waived_by is 'Who allowed it; NULL where only the skip speaks of a waiver';
comment on column :tables.shortcut.waived_at is 'When it was allowed: later than occurred_at means afterwards';
comment on column :tables.shortcut.process_id is 'Process of the deal; NULL: it follows none';
comment on column :tables.shortcut.version is 'Process version it is judged by; NULL where none binds';
comment on column :tables.shortcut.segment is 'Customer segment of the deal, as last said';
comment on column :tables.shortcut.channel is 'How the deal is worked: outside, inside, digital, or a word of one''s own';
comment on column :tables.shortcut.team_id is 'Team of the owner when they took the deal over';
comment on column :tables.shortcut.owner_id is 'Owner of the deal, as last said';
