create view :views.rework as
  select deal_id, process_id, segment, work_items, unknown_actors, self_loop_repeat, self_loop_redo,
    self_loop_unknown, repetition_repeat, repetition_redo, repetition_unknown, ping_pongs, rework_hours, chases,
    chase_hours, chases_without_hours
  from :tables.rework;
