-- What every process that works on these tables must agree on. It changes only while nobody else writes.
create table :tables.generation (
  only_row boolean primary key default true check (only_row),
  -- Counts rebuilds and changes of definition: who kept something in memory from an earlier one must drop it.
  generation bigint not null,
  -- Digest of the definitions that the tables follow. Null: nobody has brought any yet.
  definitions text,
  -- How many parts the deals are divided into. 0: nobody has divided them yet.
  partitions integer not null,
  -- Of the rebuild that computes tables beside just now; drains write into computed_beside what its merge has to mark
  -- again. Null: there is none.
  rebuild_no bigint
);
insert into :tables.generation values (true, 0, null, 0, null);

-- Holds nothing. Who writes locks it ROW SHARE for the transaction; who must be alone locks it EXCLUSIVE.
create table :tables.writing ();

-- Processes that are alive.
create table :tables.projector (
  projector_id uuid primary key,
  -- One of its connections holds an advisory lock on this: when the lock is free, the process is gone.
  seat uuid not null,
  -- Host and process, for people.
  name text not null,
  joined_at timestamptz not null default clock_timestamp(),
  -- By the database's clock: whoever has not renewed by then counts as dead.
  expires_at timestamptz not null,
  -- Whether it takes its share of the work.
  takes_part boolean not null,
  doing text not null,
  fault text
);

-- The work, as it is divided. Every transaction that writes locks the rows of the leases it writes under, FOR KEY SHARE.
create table :tables.lease (
  name text collate "C" primary key,
  kind text not null check (kind in ('role', 'rebuild', 'deals')),
  -- Of a part of the deals.
  partition integer check ((partition is not null) = (kind = 'deals')),
  holder uuid,
  -- Moves whenever the holder does. As part of a key it makes that change one that waits for those who hold the row.
  epoch bigint not null default 0,
  unique (name, epoch)
);
insert into :tables.lease (name, kind) values ('feed', 'role'), ('analyses', 'role'), ('rebuild', 'rebuild');

-- Deals that were computed by the old definitions while their tables were computed anew beside.
create table :tables.computed_beside (
  root_id text collate "C" primary key,
  since_position bigint not null,
  since_recorded_at timestamptz,
  since_events bigint not null
);

-- Rebuilds that were asked for, so that any process can say what became of them.
create table :tables.rebuild_request (
  rebuild_id uuid primary key,
  -- Null: of the live tables.
  as_of timestamptz,
  -- By the database's clock: if it runs and nobody has put this off by then, the process that ran it is gone.
  alive_until timestamptz not null,
  state text not null check (state in ('running', 'done', 'failed')),
  started_at timestamptz not null,
  finished_at timestamptz,
  fault text,
  tables_schema text,
  views_schema text,
  position bigint
);

-- How many events stand at or below a position: positions may have gaps. In every record that was fed until now they
-- had none, so there the number of an event is its position.
alter table :tables.checkpoint
  add column events bigint not null default 0,
  -- Which feeding process, in which of its tenures, moved the position last.
  add column fed_by uuid;
update :tables.checkpoint set events = position;
alter table :tables.dirty_deal add column since_events bigint not null default 0;
update :tables.dirty_deal set since_events = since_position;
alter table :tables.dirty_deal alter column since_events drop default;
alter table :tables.fan_out add column since_events bigint not null default 0;
update :tables.fan_out set since_events = since_position;
alter table :tables.fan_out alter column since_events drop default;
alter table :tables.table_state add column events bigint;
update :tables.table_state set events = position;

-- Ids follow the order of commits, without gaps: the journal gives them itself, under a lock.
alter table :tables.journal alter column entry_id drop identity;

create or replace view :tables.projection_position as
  with waiting as (
    select 'deal' as kind, since_position, since_recorded_at, since_events from :tables.dirty_deal
    union all
    select kind, since_position, since_recorded_at, since_events
    from :tables.fan_out, unnest(array['deal', 'reference']) as kind
  ), oldest as (
    select distinct on (kind) kind, since_position, since_recorded_at, since_events
    from waiting order by kind, since_position
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
    t.as_of, c.position as fed_position, c.incarnation,
    coalesce(t.events, o.since_events, c.events) as events, c.events as fed_events
  from :tables.table_state t
  cross join :tables.checkpoint c
  left join oldest o on o.kind = t.kind;
