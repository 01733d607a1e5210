-- No table: the days are counted, and which of them are business days stands in the calendar. Range and choice of the
-- calendar are those of the business seconds.
create view :views.dim_date as
  with house as (
    select case when bool_or(calendar_id = 'default') then 'default' when count(*) = 1 then min(calendar_id) end as calendar_id,
      case when bool_or(calendar_id = 'default') or count(*) = 1 then null when count(*) = 0 then 'no_calendar'
        else 'several_calendars' end as reason
    from (select distinct calendar_id from :tables.business_calendar_day) published
  ), worked as (
    select b.day, sum(extract(epoch from b.closes_at - b.opens_at)) as open_s
    from :tables.business_calendar_day b join house using (calendar_id)
    group by b.day
  ), counted as (
    -- to_char of a date goes by way of the session's zone, which may lack the day.
    select date '1990-01-01' + n as day, timestamp '1990-01-01 00:00' + n * interval '1 day' as midnight
    from generate_series(0, date '2059-12-31' - date '1990-01-01') as n
  )
  select c.day::date,
    extract(year from c.day)::integer as year,
    extract(quarter from c.day)::integer as quarter,
    extract(month from c.day)::integer as month,
    extract(day from c.day)::integer as day_of_month,
    extract(doy from c.day)::integer as day_of_year,
    extract(isoyear from c.day)::integer as iso_year,
    extract(week from c.day)::integer as iso_week,
    extract(isodow from c.day)::integer as iso_weekday,
    to_char(c.midnight, 'FMMonth')::text as month_name,
    to_char(c.midnight, 'FMDay')::text as weekday_name,
    to_char(c.midnight, 'YYYY-"Q"Q')::text as year_quarter,
    to_char(c.midnight, 'YYYY-MM')::text as year_month,
    to_char(c.midnight, 'IYYY-"W"IW')::text as iso_year_week,
    (date_trunc('quarter', c.midnight))::date as first_of_quarter,
    (date_trunc('month', c.midnight))::date as first_of_month,
    (date_trunc('week', c.midnight))::date as first_of_week,
    (case when h.calendar_id is not null then w.open_s is not null end)::boolean as is_business_day,
    h.reason::text as business_day_reason,
    (case when h.calendar_id is not null then coalesce(w.open_s, 0) end)::integer as open_bs,
    h.calendar_id::text
  from counted c cross join house h left join worked w using (day);
comment on view :views.dim_date is 'Every day from 1990-01-01 to 2059-12-31, without gaps: for charts that show days without deals too. A day is a date on somebody''s wall: cast instants to the zone you count in first, as in (opened_at at time zone ''Europe/Berlin'')::date';
comment on column :views.dim_date.day is 'The date';
comment on column :views.dim_date.year is 'Calendar year';
comment on column :views.dim_date.quarter is 'Quarter of the calendar year, 1 to 4';
comment on column :views.dim_date.month is 'Month, 1 to 12';
comment on column :views.dim_date.day_of_month is 'Day of the month, from 1';
comment on column :views.dim_date.day_of_year is 'Day of the calendar year, from 1';
comment on column :views.dim_date.iso_year is 'Year that the ISO 8601 week belongs to: near New Year another than the calendar year';
comment on column :views.dim_date.iso_week is 'ISO 8601 week, 1 to 53: begins on Monday, and week 1 holds the first Thursday of the year';
comment on column :views.dim_date.iso_weekday is 'Day of the week, 1 Monday to 7 Sunday';
comment on column :views.dim_date.month_name is 'Month in English';
comment on column :views.dim_date.weekday_name is 'Day of the week in English';
comment on column :views.dim_date.year_quarter is 'Year and quarter as one text, 2026-Q1: sorts in the order of time';
comment on column :views.dim_date.year_month is 'Year and month as one text, 2026-03: sorts in the order of time';
comment on column :views.dim_date.iso_year_week is 'ISO year and week as one text, 2026-W10: sorts in the order of time';
comment on column :views.dim_date.first_of_quarter is 'First day of its quarter';
comment on column :views.dim_date.first_of_month is 'First day of its month';
comment on column :views.dim_date.first_of_week is 'Monday of its ISO week';
comment on column :views.dim_date.is_business_day is 'Whether the organisation works on it, by its business calendar: the one called default, else the only one; NULL with a reason. Days of other calendars: business_calendar_day';
comment on column :views.dim_date.business_day_reason is 'Why is_business_day is NULL: no_calendar, several_calendars (and none of them is called default)';
comment on column :views.dim_date.open_bs is 'Business seconds of the day, 0 on days off; NULL as is_business_day';
comment on column :views.dim_date.calendar_id is 'Business calendar of is_business_day; NULL as is_business_day';
