create view :views.deal_conformance as
  select deal_id, process_id, version, migrated, fitness, fitness_reason, cost, worst_cost, skipped, inserted, waived,
    prefix, prefix_reason, steps, keyed_in_n, paperwork_n, people_n, outcome, opened_at, closed_at, segment, channel,
    team_id, owner_id
  from :tables.deal_conformance;
