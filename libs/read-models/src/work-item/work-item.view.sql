create view :views.work_item as
  select deal_id, item_seq, done_at, activity, step_key, actor_id, team_id, process_id, version, segment, repetition,
    repeated_by, is_ping_pong
  from :tables.work_item;
