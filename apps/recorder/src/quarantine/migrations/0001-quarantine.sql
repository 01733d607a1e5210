-- What could not be recorded, kept as it came until somebody puts it right.

create table intake.quarantine (
  id          uuid primary key,
  received_at timestamptz not null default clock_timestamp(),
  source      text not null,
  place       json not null,
  code        text not null,
  message     text not null,
  faults      json not null,
  media_type  text not null,
  raw         bytea not null,
  headers     json not null,
  released_at timestamptz,
  release     json,
  check ((released_at is null) = (release is null))
);
create index quarantine_in_order on intake.quarantine (received_at, id);
create index quarantine_waiting on intake.quarantine (received_at, id) where released_at is null;

comment on table intake.quarantine is 'What could not be recorded, as it came, until somebody puts it right.';
comment on column intake.quarantine.id is 'Derived from source, place in a file and raw bytes: the same poison twice is one entry.';
comment on column intake.quarantine.received_at is 'When it first came.';
comment on column intake.quarantine.source is 'Where it came from: http, or the imported file''s source.';
comment on column intake.quarantine.place is 'Line of a file, index in a batch or stream.';
comment on column intake.quarantine.code is 'Code of the first fault.';
comment on column intake.quarantine.message is 'The first fault in one sentence.';
comment on column intake.quarantine.faults is 'All faults that were found at once.';
comment on column intake.quarantine.media_type is 'How raw is to be read.';
comment on column intake.quarantine.raw is 'What came, byte for byte.';
comment on column intake.quarantine.headers is 'Headers it came with, without credentials.';
comment on column intake.quarantine.released_at is 'When it was put right; null while it waits.';
comment on column intake.quarantine.release is 'How it was put right, and what became of it.';

-- What came in is never changed; an entry can only be released.
grant usage on schema intake to gemba_app;
grant select, insert, update (released_at, release) on intake.quarantine to gemba_app;
