create view :views.followup_deal as
  select deal_id, first_sent_at, deal_ended_at, families, raw_attempts, raw_gap_p25_s, raw_gap_p50_s, raw_gap_p75_s,
    raw_after_s, undated_attempts, automated_attempts, attempts, touches, first_latency_s, gap_p25_s, gap_p50_s,
    gap_p75_s, media_counts, touch_after_s, replied_at, opened_reason, process_id, segment, channel, team_id, owner_id
  from :tables.followup_deal;
