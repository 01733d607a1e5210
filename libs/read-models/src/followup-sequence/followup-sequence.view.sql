create view :views.followup_sequence as
  select deal_id, family_id, started_at, started_reason, ended_at, end_kind, duration_s, attempts, touches,
    automated_attempts, conversation_attempts, first_latency_s, gap_p25_s, gap_p50_s, gap_p75_s, media_counts,
    media_share, touch_after_s, replied_at, version, cadence_due, cadence_kept, cadence_adherence, cadence_reason,
    process_id, segment, channel, team_id, owner_id
  from :tables.followup_sequence;
