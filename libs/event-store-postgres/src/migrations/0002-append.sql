-- Appends one group of writes. Each step is a statement with a snapshot of its own, so that whoever waited for a lock
-- sees what the other committed meanwhile.
--
-- The caller numbers streams, writes and events from 1 and promises: stream names are distinct (and, to be fast, in
-- the order of their bytes); a write that expects a version is the only one of its stream; no event id stands twice in
-- one stream. Expected version: -2 any, -1 none. Texts in `metadata` and `data` are JSON, one a line; `digests` are 32
-- bytes each without anything between; `ranks` count the events of a stream in this call, from 1.
--
-- fates, one an event: its version where it was recorded; -1 it was there already; -2 its id was there with another
-- digest; -3 its write was refused. current_versions, one a stream, are those before this call.
create function record.append(
  stream_names text[],
  write_streams integer[],
  expected_versions integer[],
  event_writes integer[],
  ranks integer[],
  event_ids uuid[],
  digests bytea,
  types text[],
  metadata text,
  data text,
  out first_position bigint,
  out fates integer[],
  out current_versions integer[]
)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
-- The tables grow faster than their statistics; a plan that scans a table "of ten rows" must not be found cheap.
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
declare
  made_names text[];
  stream_ids bigint[];
  offsets integer[];
  is_plain boolean;
  last_position bigint;
  last_recorded_at timestamptz;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'record.append needs the isolation level read committed, not %.', current_setting('transaction_isolation')
      using errcode = 'invalid_transaction_state';
  end if;

  -- Makes what is missing and locks what is there, in one order for everybody: no two groups can deadlock.
  with made as (
    insert into record.streams (name)
    select name from unnest(stream_names) as given (name) order by name collate "C"
    on conflict (name) do update set name = excluded.name where false
    returning stream_id, name
  )
  select array_agg(name), array_agg(stream_id) into made_names, stream_ids from made;

  if made_names = stream_names then
    current_versions := array_fill(-1, array[cardinality(stream_names)]);
    is_plain := 0 > all (expected_versions);
  else
    select array_agg(stream_id), array_agg(version) into stream_ids, current_versions from (
      select stream.stream_id, coalesce(last.version, -1) as version
      from unnest(stream_names) with ordinality as given (name, no)
      join record.streams as stream on stream.name = given.name collate "C"
      left join lateral (
        select event.version from record.events as event
        where event.stream_id = stream.stream_id order by event.version desc limit 1
      ) as last on true
      order by given.no
    ) as found;
    is_plain := -2 = all (expected_versions) and not exists (
      select from unnest(event_writes, event_ids) as e (write, event_id)
      cross join lateral (
        select from record.events as event
        where event.stream_id = stream_ids[write_streams[e.write]] and event.event_id = e.event_id
        limit 1
      ) as known
      where current_versions[write_streams[e.write]] >= 0
    );
  end if;

  if is_plain then
    select array_agg(current_versions[write_streams[e.write]] + e.rank)
    into fates from unnest(event_writes, ranks) as e (write, rank);
  else
    with compared as (
      select e.no, e.write, write_streams[e.write] as stream, case
        when known.digest is null then 0
        when known.digest = substr(digests, e.no::integer * 32 - 31, 32) then -1
        else -2 end as fate
      from unnest(event_writes, event_ids) with ordinality as e (write, event_id, no)
      left join lateral (
        select event.digest from record.events as event
        where event.stream_id = stream_ids[write_streams[e.write]] and event.event_id = e.event_id
        limit 1
      ) as known on true
    ), judged as (
      select no, stream, case
        when fate = -2 then -2
        when bool_or(fate = -2) over (partition by write) then -3
        when fate = 0 and expected_versions[write] not in (-2, current_versions[stream]) then -3
        else fate end as verdict
      from compared
    ), numbered as (
      select no, verdict,
        current_versions[stream] + (count(*) filter (where verdict = 0) over (partition by stream order by no))::integer as version,
        (count(*) filter (where verdict = 0) over (order by no))::integer as place
      from judged
    )
    select array_agg(case verdict when 0 then version else verdict end order by no), array_agg(place order by no)
    into fates, offsets from numbered;
    if 0 > all (fates) then return; end if;
  end if;

  -- Taken last and held until the commit: positions become visible in their order. The next statement's snapshot is
  -- younger than the lock, so it sees the last position that anybody was given.
  perform pg_advisory_xact_lock(5139264617002);
  select event.position, event.recorded_at into last_position, last_recorded_at
  from record.events as event order by event.position desc limit 1;
  first_position := coalesce(last_position, 0) + 1;
  last_recorded_at := greatest(clock_timestamp(), last_recorded_at);

  insert into record.events (position, stream_id, recorded_at, version, event_id, digest, type, metadata, data)
  select first_position - 1 + coalesce(offsets[e.no], e.no), stream_ids[write_streams[e.write]], last_recorded_at,
    fates[e.no], e.event_id, substr(digests, e.no::integer * 32 - 31, 32), e.type, e.metadata::json, e.data::json
  from unnest(event_writes, event_ids, types, string_to_array(metadata, E'\n'), string_to_array(data, E'\n'))
    with ordinality as e (write, event_id, type, metadata, data, no)
  where fates[e.no] >= 0;
end
$$;
