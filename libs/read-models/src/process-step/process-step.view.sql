create view :views.process_step as
  select process_id, version, step_key, ordinal, title, purpose, owner_role, people, paperwork, from_customer, people_n,
    paperwork_n, entry_criterion, exit_criterion, expected_bs, calendar_id, calendar_reason, is_mandatory, is_repeatable,
    is_visible, is_closing, next_kind, next_steps, begins_after, message, process_title, effective_from_at, published_at,
    retired_at
  from :tables.process_step;
