create view :views.business_calendar_day as
  select calendar_id, version, tz, day, stretch_no, opens_at, closes_at, cumulative_bs
  from :tables.business_calendar_day;
