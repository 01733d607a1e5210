create view :views.journal as
  select entry_id::bigint, concluded_at::timestamptz, kind::text, table_name::text, conclusion_id::uuid, subject::text,
    holds::boolean,
    (entry_id = max(entry_id) over (partition by table_name, conclusion_id))::boolean as is_last_word,
    position::bigint, as_of::timestamptz, conclusion::json
  from :tables.journal;
comment on view :views.journal is 'What Gemba concluded, and when: shortcuts, signals, drifts, each drawn, said anew or taken back. Append-only and never rebuilt, so it says what was believed at any time; the tables say what is believed now';
comment on column :views.journal.entry_id is 'Place in the journal';
comment on column :views.journal.concluded_at is 'When it was written into the journal';
comment on column :views.journal.kind is 'What was concluded, such as ShortcutDetected, or that it no longer holds, such as ShortcutRetracted';
comment on column :views.journal.table_name is 'Table whose rows conclude it';
comment on column :views.journal.conclusion_id is 'Names the conclusion: the same whenever and however often it is drawn';
comment on column :views.journal.subject is 'The deal it is about; the table''s name where it is across deals';
comment on column :views.journal.holds is 'Whether this entry says that it holds; false: it was taken back';
comment on column :views.journal.is_last_word is 'Whether no later entry speaks of the same conclusion: holds is then what Gemba believes';
comment on column :views.journal.position is 'Everything up to this place in the record was known';
comment on column :views.journal.as_of is 'About one deal: when the event at that position was recorded. Across deals: nothing that happened later counted';
comment on column :views.journal.conclusion is 'What it says; of one taken back, what it said last';
