-- The record. Nothing in this schema is ever changed or removed.

create table record.store (
  only_row    boolean primary key default true check (only_row),
  incarnation uuid not null default gen_random_uuid()
);
comment on table record.store is 'Which record this is: checkpoints of another one are refused.';
insert into record.store default values;

-- A session takes a handful of numbers at a time; gaps mean nothing.
create sequence record.stream_ids cache 100;

create table record.streams (
  stream_id bigint primary key,
  name      text collate "C" not null unique
);
comment on table record.streams is 'One row a stream, never changed.';

-- Wide columns first: without them in this order, alignment wastes eight bytes a row.
create table record.events (
  position    bigint primary key,
  stream_id   bigint not null,
  recorded_at timestamptz not null,
  version     integer not null,
  event_id    uuid not null,
  digest      bytea not null,
  type        text collate "C" not null,
  metadata    json not null,
  data        json not null,
  unique (stream_id, version),
  unique (stream_id, event_id)
);
comment on table record.events is 'Every event, for ever. Positions are dense from 1, versions dense from 0 in each stream.';
comment on column record.events.position is 'Order of the whole record.';
comment on column record.events.recorded_at is 'When the record took it in; never decreases with position.';
comment on column record.events.digest is 'SHA-256 of what the source said: the same event id with another digest is refused.';

-- Whoever owns the tables may still slip; the database then names the accident.
create function record.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The record is append-only: % on %.% is refused.', tg_op, tg_table_schema, tg_table_name
    using errcode = 'insufficient_privilege', hint = 'Correct by appending an event.';
end
$$;

create trigger refuse_change before update or delete or truncate on record.events
  for each statement execute function record.refuse_change();
create trigger refuse_change before update or delete or truncate on record.store
  for each statement execute function record.refuse_change();
create trigger refuse_change before update or delete or truncate on record.streams
  for each statement execute function record.refuse_change();
