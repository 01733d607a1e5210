-- How far each feed has gone out. It is moved by compare-and-set, after the broker has what stands at or below it.
create table :tables.publication (
  feed text primary key check (feed in ('recorded', 'findings')),
  -- recorded: the incarnation of the record, null until something went out. findings: the journal's own id, which says
  -- that its numbers begin anew when these tables do.
  incarnation text,
  -- recorded: place in the record. findings: entry of the journal.
  position bigint not null default 0,
  -- What stands there: the event's id, the conclusion's id. Null at the start.
  event_id uuid,
  moved_at timestamptz not null default clock_timestamp()
);
insert into :tables.publication (feed, incarnation) values ('recorded', null), ('findings', gen_random_uuid()::text);
