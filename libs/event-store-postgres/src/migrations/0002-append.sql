-- Appends one group of writes.
--
-- Each step is a statement with a snapshot of its own. What can be judged beforehand is judged before the lock on the
-- position, beside others; after the lock only this is asked: has one of these streams grown since? Then, and only
-- then, it is judged again, now that nobody else can append.
--
-- The caller numbers streams, writes and events from 1 and promises: stream names are distinct; a write that expects a
-- version is the only one of its stream; no event id stands twice in one stream. Expected version: -2 any, -1 none.
-- `ranks` count the events of a stream in this call, from 1; `digests` are 32 bytes each with nothing between; texts
-- in `metadata` and `data` are JSON, one a line.
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
  stream_ids bigint[];
  is_new boolean[];
  new_streams integer;
  seen_position bigint;
  last_position bigint;
  last_recorded_at timestamptz;
  has_lock boolean := false;
  offsets integer[];
  is_plain boolean;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'record.append needs the isolation level read committed, not %.', current_setting('transaction_isolation')
      using errcode = 'invalid_transaction_state';
  end if;

  -- More than once only if somebody else makes one of the same streams at this moment. New ones are made in the order
  -- of their names, so that two groups which wait for each other's streams cannot do so crosswise. A caught violation
  -- is cheaper than "on conflict": that costs each row a probe and a lock, for what hardly ever happens.
  loop
    select array_agg(coalesce(found.stream_id, nextval('record.stream_ids'))),
      array_agg(found.stream_id is null), (count(*) - count(found.stream_id))::integer,
      coalesce((select event.position from record.events as event order by event.position desc limit 1), 0)
    into stream_ids, is_new, new_streams, seen_position
    from (
      select stream.stream_id from unnest(stream_names) with ordinality as given (name, no)
      left join record.streams as stream on stream.name = given.name collate "C"
      order by given.no
    ) as found;
    exit when new_streams = 0;
    begin
      insert into record.streams (stream_id, name)
      select given.stream_id, given.name from unnest(stream_ids, stream_names, is_new) as given (stream_id, name, is_new)
      where given.is_new order by given.name collate "C";
      exit;
    exception when unique_violation then
      null;
    end;
  end loop;

  loop
    offsets := null;
    if new_streams = cardinality(stream_names) then
      current_versions := array_fill(-1, array[new_streams]);
      is_plain := 0 > all (expected_versions);
    else
      select array_agg(coalesce(last.version, -1)) into current_versions
      from unnest(stream_ids) as given (stream_id)
      left join lateral (
        select event.version from record.events as event
        where event.stream_id = given.stream_id order by event.version desc limit 1
      ) as last on true;
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
    exit when has_lock;

    -- Held until the commit: positions become visible in their order. The next statement's snapshot is younger than
    -- the lock, so it sees the last position that anybody was given.
    perform pg_advisory_xact_lock(5139264617002);
    has_lock := true;
    select event.position, event.recorded_at into last_position, last_recorded_at
    from record.events as event order by event.position desc limit 1;
    exit when last_position is null or last_position = seen_position or not exists (
      select event.stream_id from record.events as event where event.position > seen_position
      intersect select given from unnest(stream_ids) as given
    );
    new_streams := 0;
  end loop;

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
