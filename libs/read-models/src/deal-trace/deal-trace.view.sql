create view :views.deal_trace as
  select deal_id, process_id, team_id, opened_at, closed_at, outcome, trace, left_out_n
  from :tables.deal_trace;
