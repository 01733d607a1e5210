create view :views.journal as
  select entry_id::bigint, concluded_at::timestamptz, kind::text, table_name::text, conclusion_id::uuid, subject::text,
    holds::boolean, is_last_word::boolean, position::bigint, as_of::timestamptz, conclusion::json,
    (holds and is_last_word)::boolean as is_believed
  from (
    select j.*, not exists (
      select from :tables.journal later
      where later.table_name = j.table_name and later.conclusion_id = j.conclusion_id and later.entry_id > j.entry_id
    ) as is_last_word
    from :tables.journal j
  ) said;
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
comment on column :views.journal.is_believed is 'Whether Gemba believes it: the last word on the conclusion, and that it holds';

-- What Gemba had concluded by an instant, and which of it was the last word then.
drop function if exists :views.journal_as_of(timestamptz);
create function :views.journal_as_of(as_of timestamptz)
returns table (
  entry_id bigint, concluded_at timestamptz, kind text, table_name text, conclusion_id uuid, subject text,
  holds boolean, is_last_word boolean, at_position bigint, as_of_then timestamptz, conclusion json, is_believed boolean
)
language sql stable security definer set search_path = pg_catalog
begin atomic
  select entry_id, concluded_at, kind, table_name, conclusion_id, subject, holds, is_last_word, position, as_of,
    conclusion, holds and is_last_word
  from (
    select j.*, j.entry_id = max(j.entry_id) over (partition by j.table_name, j.conclusion_id) as is_last_word
    from :tables.journal j
    where j.concluded_at <= journal_as_of.as_of
  ) said;
end;
comment on function :views.journal_as_of(timestamptz) is 'The journal as it stood at an instant: what was concluded by then, and which entries were the last word on their conclusion. at_position and as_of_then are position and as_of of the view';
