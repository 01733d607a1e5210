create view :views.handoff_item as
  select deal_id, handover_id, submission_no, item_key, origin, boundary_key, from_party, to_party, sender_id,
    process_id, version, submitted_at, required, applicable, counted, weight, weight_source, state, judged, defect,
    defect_how, defect_found_at, escaped_defect, escaped_at
  from :tables.handoff_item;
