import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@gemba/test-support';
import { Client } from 'pg';
import { businessCalendarDay } from '../business-calendar-day';
import { calendarFor, contextOf } from '../context';
import { type HistoryEvent } from '../history';
import { officeHours } from '../testing';
import { dimDate } from './index';

const DAYS = 25_567;

describe('dim_date', () => {
  let database: TestDatabase;
  let client: Client;
  const run = (table: { name: string; folder: string }, kind: 'table' | 'view') =>
    client.query(
      readFileSync(join(table.folder, `${table.name.replaceAll('_', '-')}.${kind}.sql`), 'utf8').replace(
        /(?<!:):(tables|views)\b/g,
        '$1',
      ),
    );
  const given = async (events: readonly HistoryEvent[]): Promise<void> => {
    await client.query('truncate tables.business_calendar_day');
    await client.query(
      `insert into tables.business_calendar_day
       select * from json_populate_recordset(null::tables.business_calendar_day, $1)`,
      [JSON.stringify(businessCalendarDay.rows(contextOf(events)))],
    );
  };
  const on = async (day: string): Promise<Record<string, unknown>> =>
    (
      await client.query<Record<string, unknown>>('select d.*, day::text as day from views.dim_date d where day = $1', [
        day,
      ])
    ).rows[0]!;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new Client({ connectionString: database.adminUrl });
    await client.connect();
    // A zone that skipped a whole date: none may be missing all the same.
    await client.query("create schema tables; create schema views; set timezone = 'Pacific/Apia'");
    await run(businessCalendarDay, 'table');
    await run(dimDate, 'view');
  });
  afterAll(async () => {
    await client?.end();
    await database?.drop();
  });

  it('has one row a day, without a gap', async () => {
    const { rows } = await client.query(
      `select count(*)::int as n, min(day)::text as first, max(day)::text as last,
         count(*) filter (where day - previous <> 1)::int as gaps
       from (select day, lag(day) over (order by day) as previous from views.dim_date) d`,
    );
    expect(rows).toEqual([{ n: DAYS, first: '1990-01-01', last: '2059-12-31', gaps: 0 }]);
    expect(await on('2011-12-30')).toMatchObject({ iso_weekday: 5, weekday_name: 'Friday' });
  });

  it('knows weeks, months and quarters, and to which year a week belongs', async () => {
    expect(await on('2027-01-03')).toMatchObject({
      ...{ year: 2027, quarter: 1, month: 1, day_of_month: 3, day_of_year: 3, month_name: 'January' },
      ...{ iso_year: 2026, iso_week: 53, iso_weekday: 7, weekday_name: 'Sunday' },
      ...{ year_quarter: '2027-Q1', year_month: '2027-01', iso_year_week: '2026-W53' },
    });
    const { rows } = await client.query(
      `select first_of_week::text, first_of_month::text, first_of_quarter::text from views.dim_date where day = '2026-08-02'`,
    );
    expect(rows).toEqual([
      { first_of_week: '2026-07-27', first_of_month: '2026-08-01', first_of_quarter: '2026-07-01' },
    ]);
  });

  const berlin = officeHours('Europe/Berlin', ['2026-12-25'], 'berlin');
  const house = officeHours('Europe/Berlin', [], 'default');
  it.each([
    ['no calendar', []],
    ['one calendar', [berlin]],
    ['several calendars', [berlin, officeHours('Asia/Tokyo', [], 'tokyo')]],
    ['several calendars, of which one is the house’s', [berlin, house]],
  ])('chooses the calendar as everything else does: %s', async (_, events) => {
    await given(events);
    const { calendar, reason } = calendarFor(contextOf(events), null);
    const { rows } = await client.query('select distinct calendar_id, business_day_reason from views.dim_date');
    expect(rows).toEqual([{ calendar_id: calendar?.calendarId ?? null, business_day_reason: reason }]);
  });

  it('tells business days from holidays and week-ends, with their hours', async () => {
    await given([berlin]);
    expect(await on('2026-12-24')).toMatchObject({ is_business_day: true, open_bs: 8 * 3600 });
    expect(await on('2026-12-25')).toMatchObject({ is_business_day: false, open_bs: 0, iso_weekday: 5 });
    expect(await on('2026-12-26')).toMatchObject({ is_business_day: false, open_bs: 0, iso_weekday: 6 });
  });

  it('calls no day a day off where it does not know', async () => {
    await given([]);
    expect(await on('2026-12-24')).toMatchObject({
      is_business_day: null,
      business_day_reason: 'no_calendar',
      open_bs: null,
    });
  });
});
