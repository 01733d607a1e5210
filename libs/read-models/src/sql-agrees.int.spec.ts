import { microsOfInstant } from '@gemba/event-sourcing';
import fc from 'fast-check';
import { type Client } from 'pg';
import { businessSecondsBetween } from './business-calendar';
import { contextOf } from './context';
import { foldDealCase } from './deal-case';
import { analyses, dealReadModels, referenceTables } from './tables';
import { correction, deal, handover, instant, officeHours, organisation, publishedVersion } from './testing';
import { createSqlBed, type SqlBed } from './testing/sql-bed';

const HOUR = 3600;
const aroundTheClock = organisation('acme')('CalendarPublished', '2026-01-01 00:00', {
  calendarId: 'lord-howe',
  version: 3,
  tz: 'Australia/Lord_Howe',
  hours: [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => [
    { weekday, from: '00:00', to: '12:00' },
    { weekday, from: '13:00', to: '24:00' },
  ]),
  holidays: ['2026-04-06'],
});
const context = contextOf([
  ...publishedVersion('sale', 1, '2026-01-01 00:00', { contact: 4 * HOUR, offer: 8 * HOUR }, 'office'),
  officeHours('Europe/Berlin', ['2026-04-03', '2026-04-06']),
  aroundTheClock,
]);

const tell = deal('crm:1');
const enters = (stepKey: string, at: string) => tell('StepEntered', at, { stepKey });
const contact = enters('contact', '2026-03-27 08:00');
const history = [
  tell('DealOpened', '2026-03-27 08:00', { processId: 'sale', segment: 'small' }),
  contact,
  enters('offer', '2026-03-30T07:00:00.123456Z'),
  enters('contact', '2026-04-01 09:00'),
  handover('crm:h1')('HandoverSubmitted', '2026-03-27 15:00', {
    dealId: 'crm:1',
    fromTeam: 'sales',
    toTeam: 'desk',
    submissionNo: 1,
    items: [],
  }),
  handover('crm:h1')('HandoverAccepted', '2026-03-30 08:00', { dealId: 'crm:1' }),
  correction(contact, 2, { type: 'StepEntered', data: { stepKey: 'contact' }, occurredAt: '2026-03-27T08:30:00Z' }),
];

describe('the SQL of the tables', () => {
  let bed: SqlBed;
  let client: Client;

  beforeAll(async () => {
    bed = await createSqlBed();
    ({ client } = bed);
    await bed.create([...referenceTables, ...dealReadModels, ...analyses]);
    const dealCase = foldDealCase('crm:1', history, context);
    for (const { name, rows } of referenceTables) await bed.fill(name, rows(context));
    for (const { name, rows } of dealReadModels) await bed.fill(name, rows(dealCase, context));
    await client.query('analyze');
  });
  afterAll(() => bed?.drop());

  const inSql = async (calendar: string, from: string, to: string): Promise<number> => {
    const { rows } = await client.query<{ bs: string }>('select tables.business_seconds_between($1, $2, $3) as bs', [
      calendar,
      from,
      to,
    ]);
    return Number(rows[0]!.bs);
  };
  const inTypeScript = (calendar: string, from: string, to: string): number =>
    businessSecondsBetween(context.calendars.get(calendar)!, microsOfInstant(from), microsOfInstant(to));

  it.each([
    ['office', '2026-03-27 00:00', '2026-03-31 00:00', 16 * HOUR],
    ['office', '2026-04-02 00:00', '2026-04-08 00:00', 16 * HOUR],
    ['office', '2026-03-30T07:00:00.000001Z', '2026-03-30T07:00:00.250000Z', 0.249999],
    // The clock goes back half an hour that night; the hour at noon is a break, and the Monday a holiday.
    ['lord-howe', '2026-04-03T13:00:00.000000Z', '2026-04-07T13:30:00.000000Z', (23 + 23.5 + 23) * HOUR],
    ['office', '1980-01-01 00:00', '1989-12-31 00:00', 0],
  ])('counts business seconds of %s from %s to %s as TypeScript does', async (calendar, from, to, seconds) => {
    expect(inTypeScript(calendar, instant(from), instant(to))).toBe(seconds);
    expect(await inSql(calendar, instant(from), instant(to))).toBe(seconds);
  });

  it('counts business seconds between any two instants as TypeScript does', async () => {
    const bound = fc
      .integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) })
      .map((ms) => `${new Date(ms).toISOString().slice(0, 23)}000Z`);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('office', 'lord-howe'), bound, bound, async (calendar, from, to) => {
        expect(await inSql(calendar, from, to)).toBe(inTypeScript(calendar, from, to));
      }),
      { numRuns: 60 },
    );
  });

  it('knows no business seconds by a calendar that is not there', async () => {
    const { rows } = await client.query("select tables.business_seconds_between('none', now(), now()) as bs");
    expect(rows).toEqual([{ bs: null }]);
  });

  it('shows the age of an open visit, and undoes an exit, as of an instant', async () => {
    const asOf = async (at: string) => {
      const { rows } = await client.query(
        `select step_key, visit_no, exited_at, censored, age_s, age_bs, cumulative_s, cumulative_bs, overdue_bs
         from views.stage_visit_as_of($1) order by visit_seq`,
        [instant(at)],
      );
      return rows as Record<string, unknown>[];
    };
    expect(await asOf('2026-03-28 08:30')).toEqual([
      {
        step_key: 'contact',
        visit_no: 1,
        exited_at: null,
        censored: true,
        age_s: 24 * HOUR,
        age_bs: 7.5 * HOUR,
        cumulative_s: 24 * HOUR,
        cumulative_bs: 7.5 * HOUR,
        overdue_bs: 3.5 * HOUR,
      },
    ]);
    const [first, , again] = await asOf('2026-04-01 10:00');
    expect(first).toMatchObject({ censored: false, age_s: 70.5 * HOUR + 0.123456, age_bs: 7.5 * HOUR + 0.123456 });
    expect(again).toMatchObject({
      visit_no: 2,
      censored: true,
      age_s: HOUR,
      cumulative_s: 71.5 * HOUR + 0.123456,
      overdue_bs: 0,
    });
  });

  it('shows the age of a handover under way, over a change of the clock, and none once it is accepted', async () => {
    const asOf = async (at: string) => {
      const { rows } = await client.query('select handover_id, age_s, age_bs from views.handoff_as_of($1)', [
        instant(at),
      ]);
      return rows as Record<string, unknown>[];
    };
    expect(await asOf('2026-03-27 14:00')).toEqual([]);
    expect(await asOf('2026-03-30 07:30')).toEqual([{ handover_id: 'crm:h1', age_s: 64.5 * HOUR, age_bs: 1.5 * HOUR }]);
    expect(await asOf('2026-03-30 08:00')).toEqual([]);
  });

  it('agrees with the rows once every visit has ended', async () => {
    const { rows } = await client.query(
      `select v.step_key from views.stage_visit v join views.stage_visit_as_of('2100-01-01') a using (deal_id, attempt, step_key, visit_no)
       where not v.censored and (v.duration_s, v.duration_bs, v.cumulative_s, v.cumulative_bs, v.overdue_bs)
         is distinct from (a.age_s, a.age_bs, a.cumulative_s, a.cumulative_bs, a.overdue_bs)`,
    );
    expect(rows).toEqual([]);
  });

  it('lets BI ask for an as-of without seeing the tables', async () => {
    await client.query('grant usage on schema views to bi_reader; set role bi_reader');
    try {
      const { rows } = await client.query("select count(*)::int as visits from views.stage_visit_as_of('2026-05-01')");
      expect(rows).toEqual([{ visits: 3 }]);
      await expect(client.query('select from tables.stage_visit')).rejects.toThrow('permission denied');
    } finally {
      await client.query('reset role');
    }
  });
});
