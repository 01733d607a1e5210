-- Where the projection stands in the record. The move of the position is a compare-and-set on this row.
create table :tables.checkpoint (
  only_row boolean primary key default true check (only_row),
  incarnation text,
  position bigint not null,
  event_id uuid,
  recorded_at timestamptz,
  -- Counts changes of the reference data: a drain folds the context anew when it moved.
  context_version bigint not null
);
insert into :tables.checkpoint values (true, null, 0, null, null, 0);

-- The key of a stream is the position of its first event: the same in every projection of one record.
create table :tables.stream (
  stream_key bigint primary key,
  name text collate "C" not null unique,
  is_reference boolean not null
);
create index on :tables.stream (stream_key) where is_reference;

-- History hangs on the stream, not on the deal: late links, merges and corrections move no rows.
create table :tables.history (
  stream_key bigint not null,
  position bigint not null,
  event_id uuid not null,
  type text not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  metadata json not null,
  data json not null,
  primary key (stream_key, position)
);

-- What a stream's events say of where it belongs: deals they name, and other streams they name.
create table :tables.stream_link (
  stream_key bigint not null,
  kind text not null check (kind in ('deal', 'stream')),
  target text collate "C" not null,
  primary key (stream_key, kind, target)
);
create index on :tables.stream_link (target) where kind = 'stream';

-- Where it belongs, with the streams it names followed to their deals.
create table :tables.stream_deal (
  stream_key bigint not null,
  deal_id text collate "C" not null,
  primary key (stream_key, deal_id)
);
create index on :tables.stream_deal (deal_id);

-- Merges that a deal's own stream tells of.
create table :tables.deal_merge (
  from_deal_id text collate "C" not null,
  to_deal_id text collate "C" not null,
  primary key (from_deal_id, to_deal_id)
);
create index on :tables.deal_merge (to_deal_id);

-- Every deal and the one that goes on for it. A drain locks the root's row; a merge waits for it there.
create table :tables.deal_root (
  deal_id text collate "C" primary key,
  root_id text collate "C" not null,
  -- False until a drain has computed the deal for the first time: then no row of it can stand in a table.
  is_computed boolean not null default false
);
create index on :tables.deal_root (root_id);

-- Deals whose rows are older than their history. Marks are only added and removed, so that nobody waits for anybody.
create table :tables.dirty_deal (
  root_id text collate "C" not null,
  position bigint not null,
  -- Up to here the tables hold everything in spite of this mark.
  since_position bigint not null,
  since_recorded_at timestamptz,
  -- 0: something happened to the deal. 1: the reference data moved.
  priority smallint not null,
  marked_at timestamptz not null default clock_timestamp(),
  primary key (root_id, position)
);

-- A change of the reference data on its way to every deal, live deals first, a portion at a time.
create table :tables.fan_out (
  position bigint primary key,
  since_position bigint not null,
  since_recorded_at timestamptz,
  reference_written boolean not null default false,
  live_only boolean not null default true,
  after_deal_id text collate "C" not null default ''
);

-- What each table was computed by. Deal-level tables follow the dirty marks; the others state their own position.
create table :tables.table_state (
  table_name text primary key,
  kind text not null check (kind in ('deal', 'reference', 'analysis')),
  revision text not null,
  state text not null check (state in ('fresh', 'stale', 'rebuilding')),
  position bigint,
  recorded_at timestamptz,
  as_of timestamptz
);

-- Which wording each view has: replacing a view waits for its readers, so it is done only when the wording changed.
create table :tables.installed_view (
  name text primary key,
  digest text not null
);

-- What Gemba concluded, and when: append-only, never rebuilt.
create table :tables.journal (
  entry_id bigint generated always as identity primary key,
  concluded_at timestamptz not null default clock_timestamp(),
  kind text not null,
  subject text not null,
  position bigint not null,
  as_of timestamptz not null,
  conclusion json not null
);
create function :tables.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The journal is append-only: what was concluded stays.' using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete or truncate on :tables.journal
  for each statement execute function :tables.refuse_change();

create view :tables.deal_history as
  select m.deal_id, s.name as stream, h.position, h.event_id, h.type,
    h.occurred_at, h.metadata ->> 'timePrecision' as time_precision, h.recorded_at,
    (h.metadata ->> 'enteredAt')::timestamptz as entered_at,
    h.metadata ->> 'source' as source, h.metadata ->> 'sourceEventId' as source_event_id,
    (h.metadata ->> 'sourceSequence')::numeric as source_sequence,
    h.metadata ->> 'actorId' as actor_id, h.metadata ->> 'teamId' as team_id, h.metadata, h.data
  from (
    select distinct r.root_id as deal_id, d.stream_key
    from :tables.deal_root r join :tables.stream_deal d on d.deal_id = r.deal_id
  ) m
  join :tables.stream s on s.stream_key = m.stream_key
  join :tables.history h on h.stream_key = m.stream_key;
comment on view :tables.deal_history is 'Every recorded event of every deal, merged deals under the one that goes on';

create view :tables.unassigned_event as
  select s.name as stream, h.position, h.event_id, h.type, h.occurred_at, h.recorded_at, h.metadata, h.data
  from :tables.stream s
  join :tables.history h on h.stream_key = s.stream_key
  where not s.is_reference
    and not exists (select from :tables.stream_deal d where d.stream_key = s.stream_key);
comment on view :tables.unassigned_event is 'Recorded events whose deal is not known yet; a later link brings them in';

-- Freshness: everything at or below the position is in the table.
create view :tables.projection_position as
  with waiting as (
    select 'deal' as kind, since_position, since_recorded_at from :tables.dirty_deal
    union all
    select kind, since_position, since_recorded_at from :tables.fan_out, unnest(array['deal', 'reference']) as kind
  ), oldest as (
    select distinct on (kind) kind, since_position, since_recorded_at from waiting order by kind, since_position
  )
  select t.table_name, t.kind, t.revision,
    case
      when t.state <> 'fresh' then t.state
      when coalesce(t.position, o.since_position, c.position) < c.position then 'stale'
      else 'fresh'
    end as state,
    coalesce(t.position, o.since_position, c.position) as position,
    case
      when t.position is not null then t.recorded_at
      when o.since_position is not null then o.since_recorded_at
      else c.recorded_at
    end as recorded_at,
    t.as_of, c.position as fed_position, c.incarnation
  from :tables.table_state t
  cross join :tables.checkpoint c
  left join oldest o on o.kind = t.kind;
comment on view :tables.projection_position is 'How far each table has come: everything up to its position is in it';
