import fc from 'fast-check';
import {
  correction,
  instant,
  officeHours,
  organisation,
  processOf,
  publishedVersion,
  stepDefinition,
} from '../testing';
import { calendarFor } from './calendar-for';
import { contextOf, isReferenceStream } from './context-of';
import { teamAt } from './team-at';
import { versionAt, versionNumbered } from './version-at';

const first = publishedVersion('sale', 1, '2026-01-01 00:00', { approach: 3600, offer: 7200 });
const second = publishedVersion('sale', 2, '2026-06-01 00:00', { approach: 1800, offer: 3600 });

describe('contextOf', () => {
  it('holds published versions with their steps in ordinal order, drafts not', () => {
    const draft = processOf('sale')('StepDefined', '2026-07-01 00:00', stepDefinition(3, 'approach', 1, 1));
    const context = contextOf([...second, draft, ...first.toReversed()]);
    expect(context.processes.get('sale')!.map(({ version }) => version)).toEqual([1, 2]);
    expect(
      [...versionNumbered(context, 'sale', 1)!.steps.values()].map(({ key, expectedBs }) => [key, expectedBs]),
    ).toEqual([
      ['approach', 3600],
      ['offer', 7200],
    ]);
    expect(versionNumbered(context, 'sale', 3)).toBeNull();
  });

  it('gives a deal the version in effect at its opening, and a retired one to no new deal', () => {
    const retired = processOf('sale')('VersionRetired', '2026-09-01 00:00', { version: 2 });
    const context = contextOf([...first, ...second, retired]);
    const at = (day: string) => versionAt(context, 'sale', instant(day))?.version ?? null;
    expect([at('2025-12-31 23:59'), at('2026-01-01 00:00'), at('2026-05-31 23:59'), at('2026-06-01 00:00')]).toEqual([
      null,
      1,
      1,
      2,
    ]);
    expect(at('2026-09-01 00:00')).toBe(1);
    expect(versionAt(context, 'other', instant('2026-06-01 00:00'))).toBeNull();
  });

  it('counts by the calendar a version names, otherwise by the only one or the one called default', () => {
    const named = publishedVersion('sale', 1, '2026-01-01 00:00', {}, 'office');
    const office = officeHours('UTC');
    const factory = officeHours('UTC', [], 'factory');
    const choice = (...events: Parameters<typeof contextOf>[0]) => {
      const context = contextOf(events);
      const { calendar, reason } = calendarFor(context, versionNumbered(context, 'sale', 1));
      return calendar?.calendarId ?? reason;
    };
    expect(choice(...named, office, factory)).toBe('office');
    expect(choice(...named, factory)).toBe('calendar_not_published');
    expect(choice(...first)).toBe('no_calendar');
    expect(choice(...first, factory)).toBe('factory');
    expect(choice(...first, factory, office)).toBe('several_calendars');
    expect(choice(...first, factory, office, officeHours('UTC', [], 'default'))).toBe('default');
  });

  it('lets the highest version of a calendar hold, whichever came last', () => {
    const older = officeHours('UTC', [], 'office', 1);
    const newer = officeHours('Europe/Berlin', [], 'office', 2);
    expect(contextOf([newer, older]).calendars.get('office')!.tz).toBe('Europe/Berlin');
  });

  it('knows the team of a person at any time', () => {
    const tell = organisation('acme');
    const context = contextOf([
      tell('MemberJoined', '2026-01-01 00:00', { teamId: 'north', personId: 'ann' }),
      tell('MemberJoined', '2026-03-01 00:00', { teamId: 'south', personId: 'ann' }),
      tell('MemberLeft', '2026-04-01 00:00', { teamId: 'south', personId: 'ann' }),
    ]);
    const at = (day: string) => teamAt(context, 'ann', instant(day));
    expect(['2025-12-31 00:00', '2026-02-01 00:00', '2026-03-01 00:00', '2026-04-01 00:00'].map(at)).toEqual([
      null,
      'north',
      'south',
      'north',
    ]);
  });

  it('follows corrections', () => {
    const wrong = officeHours('UTC');
    expect(contextOf([wrong, correction(wrong, 2, null)]).calendars.size).toBe(0);
  });

  it('is the same for any order of the events', () => {
    const all = [...first, ...second, officeHours('UTC'), officeHours('Europe/Berlin', [], 'office', 2)];
    const comparable = (events: Parameters<typeof contextOf>[0]) => {
      const { processes, calendars } = contextOf(events);
      return { processes, calendars: [...calendars].map(([id, { tz, version }]) => [id, tz, version]) };
    };
    const expected = comparable(all);
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (events) =>
        expect(comparable(events)).toEqual(expected),
      ),
    );
  });
});

describe('isReferenceStream', () => {
  it('is true of process and organisation streams', () => {
    expect(['process-sale', 'organisation-acme', 'deal-crm:1', 'processes', 'note-1'].map(isReferenceStream)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
