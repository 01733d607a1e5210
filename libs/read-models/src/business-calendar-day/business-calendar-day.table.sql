create table :tables.business_calendar_day (
  calendar_id text collate "C" not null,
  version integer not null,
  tz text not null,
  day date not null,
  stretch_no smallint not null,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  cumulative_bs bigint not null,
  primary key (calendar_id, day, stretch_no)
);
create index on :tables.business_calendar_day (calendar_id, opens_at);

comment on table :tables.business_calendar_day is 'Working time of each business calendar: one row for each stretch of a local day from 1990 to 2059; a day without rows is closed. Only the version that holds, which is the highest';
comment on column :tables.business_calendar_day.calendar_id is 'Business calendar';
comment on column :tables.business_calendar_day.version is 'Version of the calendar that holds';
comment on column :tables.business_calendar_day.tz is 'IANA name of the zone whose local days these are';
comment on column :tables.business_calendar_day.day is 'Local date';
comment on column :tables.business_calendar_day.stretch_no is 'Counts the stretches of the day, from 1';
comment on column :tables.business_calendar_day.opens_at is 'Work begins';
comment on column :tables.business_calendar_day.closes_at is 'Work ends; this instant itself no longer counts';
comment on column :tables.business_calendar_day.cumulative_bs is 'Business seconds from the first row of the calendar to opens_at';

-- Business seconds from the calendar's first row to an instant; null for a calendar that is not there.
create or replace function :tables.business_seconds_at(calendar text, instant timestamptz) returns numeric
language sql stable parallel safe
begin atomic
  select coalesce(
    (
      select d.cumulative_bs + extract(epoch from least(instant, d.closes_at) - d.opens_at)
      from :tables.business_calendar_day d
      where d.calendar_id = calendar and d.opens_at <= instant
      order by d.opens_at desc
      limit 1
    ),
    (select 0 from :tables.business_calendar_day d where d.calendar_id = calendar limit 1)
  );
end;

create or replace function :tables.business_seconds_between(calendar text, from_at timestamptz, to_at timestamptz)
returns numeric
language sql stable parallel safe
begin atomic
  select :tables.business_seconds_at(calendar, to_at) - :tables.business_seconds_at(calendar, from_at);
end;
comment on function :tables.business_seconds_between(text, timestamptz, timestamptz) is 'Business seconds between two instants by a business calendar; null for one that is not there';
