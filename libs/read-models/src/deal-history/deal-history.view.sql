-- The history itself is the projector's. A stream that belongs to two deals which were merged counts once, and so does
-- an event that stands in the streams of both.
create view :views.deal_history as
  with once as (
    select distinct on (deal_id, event_id) deal_id, event_id, type, occurred_at, time_precision, recorded_at, entered_at,
      actor_id, team_id, stream, source, source_event_id, source_sequence, position, data
    from :tables.deal_history
    order by deal_id, event_id, stream
  )
  select deal_id::text, event_id::uuid,
    (row_number() over (
      partition by deal_id
      order by occurred_at, source collate "C", source_sequence nulls last, event_id
    ))::bigint as seq,
    type::text, occurred_at::timestamptz, time_precision::text, recorded_at::timestamptz, entered_at::timestamptz,
    actor_id::text, team_id::text, stream::text, source::text, source_event_id::text, source_sequence::numeric,
    position::bigint, data::json
  from once;
comment on view :views.deal_history is 'Everything recorded about every deal, in the order it happened; corrections stand beside what they correct';
comment on column :views.deal_history.deal_id is 'The deal, merged deals under the one that goes on';
comment on column :views.deal_history.event_id is 'The event, the same wherever it is told of';
comment on column :views.deal_history.seq is 'Place in the order it happened: occurred_at, source, source_sequence with none last, event_id';
comment on column :views.deal_history.type is 'What happened';
comment on column :views.deal_history.occurred_at is 'When it happened, to the microsecond';
comment on column :views.deal_history.time_precision is 'NULL: known to the instant; day; unknown: occurred_at only holds a place';
comment on column :views.deal_history.recorded_at is 'When Gemba recorded it';
comment on column :views.deal_history.entered_at is 'When it was keyed in at the source; NULL where the source does not say';
comment on column :views.deal_history.actor_id is 'Who did it; NULL where the source does not say';
comment on column :views.deal_history.team_id is 'Team of who did it; NULL where the source does not say';
comment on column :views.deal_history.stream is 'Stream that it is recorded in';
comment on column :views.deal_history.source is 'Who published it';
comment on column :views.deal_history.source_event_id is 'The source''s own id of it';
comment on column :views.deal_history.source_sequence is 'The source''s own order; NULL where it gives none';
comment on column :views.deal_history.position is 'Place in the whole record';
comment on column :views.deal_history.data is 'What the event says';
