create table :tables.customer_journey (
  deal_id text collate "C" primary key,
  process_id text,
  version integer,
  status text not null,
  k integer,
  n_steps integer,
  k_reason text,
  current_step_key text,
  step_key text,
  step_title text,
  step_message text,
  entered_at timestamptz,
  next_title text,
  due_from text,
  requirement text,
  due_items json,
  expected_at timestamptz,
  expected_date date,
  end_expected_date date,
  expected_tz text,
  expected_reason text,
  change text,
  changed_at timestamptz,
  change_note text,
  k_before integer,
  n_before integer,
  confirmed_at timestamptz,
  segment text,
  channel text,
  team_id text,
  owner_id text
);

comment on table :tables.customer_journey is 'Where each deal stands on its own way through the process, as its customer can see it: k of n visible steps, what comes next, who owes what, and when. Nothing here depends on now';
comment on column :tables.customer_journey.deal_id is 'The deal, merged deals under the one that goes on';
comment on column :tables.customer_journey.process_id is 'Process of the deal';
comment on column :tables.customer_journey.version is 'Process version that binds the deal now';
comment on column :tables.customer_journey.status is 'underway; won (work may go on); ended (lost, no decision or disqualified)';
comment on column :tables.customer_journey.k is 'Visible steps up to where the deal stands, this one included; 0 before the first; NULL with a reason';
comment on column :tables.customer_journey.n_steps is 'Visible steps of the whole way: branches that were not chosen are out, and of a choice ahead the usual branch counts, which is the first that is mandatory';
comment on column :tables.customer_journey.k_reason is 'Why k is NULL: ended, no_opening, opening_time_unknown, no_process, no_version_in_effect, version_not_published, no_steps, step_not_in_version';
comment on column :tables.customer_journey.current_step_key is 'The step that the deal is in, seen by the customer or not';
comment on column :tables.customer_journey.step_key is 'The step that the customer is told of: the current one or, behind the scenes, the visible one before it';
comment on column :tables.customer_journey.step_title is 'Name of that step as people say it';
comment on column :tables.customer_journey.step_message is 'The words that tell the customer about it, as last laid down; NULL where there are none';
comment on column :tables.customer_journey.entered_at is 'Since when the deal is in its current step; NULL where the source knew no time';
comment on column :tables.customer_journey.next_title is 'Name of the next visible step; NULL at the end';
comment on column :tables.customer_journey.due_from is 'Whose turn it is: customer where they owe something that the current step needs, else us; NULL where nothing is missing';
comment on column :tables.customer_journey.requirement is 'What the customer has yet to bring for the current step; NULL: nothing';
comment on column :tables.customer_journey.due_items is 'Everything that the current step needs and nobody has brought yet: kind (paperwork or person), item, from (customer or us)';
comment on column :tables.customer_journey.expected_at is 'When the current step should be done: what the process allows for it, in the business hours of its calendar; NULL with a reason';
comment on column :tables.customer_journey.expected_date is 'expected_at as a date where the customer lives (expected_tz)';
comment on column :tables.customer_journey.end_expected_date is 'The date by which the whole way should be done, by what the process allows for each step ahead';
comment on column :tables.customer_journey.expected_tz is 'Zone of the dates: the customer''s, else the process''s, else UTC';
comment on column :tables.customer_journey.expected_reason is 'Why expected_at is NULL: as k_reason, or no_calendar, several_calendars, calendar_not_published, entry_time_unknown, beyond_calendar';
comment on column :tables.customer_journey.change is 'What last happened to the position: begun, forward, back, same, reopened, process_changed (moved to another version of the process)';
comment on column :tables.customer_journey.changed_at is 'When that happened; NULL where the source knew no time';
comment on column :tables.customer_journey.change_note is 'What the source noted as its reason: internal, never shown to the customer';
comment on column :tables.customer_journey.k_before is 'k before the last change; NULL where there was none';
comment on column :tables.customer_journey.n_before is 'n_steps before the last change';
comment on column :tables.customer_journey.confirmed_at is 'When the customer confirmed the current step by an act of their own; NULL while they have not, or took it back';
comment on column :tables.customer_journey.segment is 'Customer segment of the deal, as last said';
comment on column :tables.customer_journey.channel is 'How the deal is worked: outside, inside, digital, or a word of one''s own';
comment on column :tables.customer_journey.team_id is 'Team of the owner when they took the deal over';
comment on column :tables.customer_journey.owner_id is 'Owner of the deal, as last said';
