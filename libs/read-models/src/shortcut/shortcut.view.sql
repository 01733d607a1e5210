create view :views.shortcut as
  select deal_id, shortcut_id, kind, step_key, item, actor_id, actor_team_id, occurred_at, evidence_event_ids,
    entry_lag_h, remedied_at, waived, waiver_id, waived_by, waived_at, process_id, version, segment, channel, team_id,
    owner_id
  from :tables.shortcut;
