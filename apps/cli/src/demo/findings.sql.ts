/*
 * Questions as a BI tool would ask them: as the role bi_reader, of the schema bi_v1.
 */

/** Deals by how they stand. */
export const OUTCOMES = `
  select outcome, count(*)::integer as n from bi_v1.deal_state where process_id = $1 group by outcome`;

/** Of first submissions of handovers, how many lack an item, by who hands over to whom. */
export const MISSING_ITEMS = `
  select data ->> 'fromTeam' as from_team, data ->> 'toTeam' as to_team, item ->> 'key' as item,
    count(*)::integer as n, (count(*) filter (where item -> 'value' is null))::integer as missing
  from bi_v1.deal_history, json_array_elements(data -> 'items') as item
  where type = 'HandoverSubmitted' and (data ->> 'submissionNo')::integer = 1
  group by 1, 2, 3`;

/** Of deals that got past a step ($2, by being seen in $3), how many were never in it and had no leave, by channel. */
export const PASSED_BY = `
  select s.channel, count(*)::integer as n, (count(*) filter (
    where s.skipped_steps = 0
      and not exists (select from bi_v1.stage_visit v where v.deal_id = s.deal_id and v.step_key = $2)))::integer as without
  from bi_v1.deal_state s
  where s.process_id = $1
    and exists (select from bi_v1.stage_visit v where v.deal_id = s.deal_id and v.step_key = $3)
  group by s.channel`;

/** A closed deal with a handover that was sent back: short enough to read, and something happened in it. */
export const WORTH_A_REPLAY = `
  select s.deal_id from bi_v1.deal_state s
  where s.process_id = $1 and s.segment = $2 and s.outcome = 'won' and s.events <= 45
    and exists (select from bi_v1.deal_history h where h.deal_id = s.deal_id and h.type = 'HandoverRejected')
  order by s.deal_id limit 1`;
