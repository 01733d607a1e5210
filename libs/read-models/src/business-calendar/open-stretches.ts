import { type CalendarPublished, type WorkingHours } from '@gemba/sales-process/sales.events';
import { instantOfLocal, readZone, type Zone } from './zone';

/** One stretch of working time on one local day. Seconds since 1970 and business seconds are whole. */
export interface OpenStretch {
  /** Local date, `YYYY-MM-DD`. */
  readonly day: string;
  /** Counts the day's stretches, from 1. */
  readonly stretchNo: number;
  readonly opensS: number;
  /** Exclusive. */
  readonly closesS: number;
  /** Business seconds from the calendar's first day to this opening. */
  readonly beforeBs: number;
}

const DAY_S = 86_400;
/**
 * Calendars are laid out for these local days. They are fixed, not counted from today, so that the same events give the
 * same table for ever; business time outside them counts as none.
 */
export const FIRST_DAY = '1990-01-01';
export const LAST_DAY = '2059-12-31';

const epochDayOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 1000 / DAY_S;
const dayOf = (epochDay: number): string => new Date(epochDay * DAY_S * 1000).toISOString().slice(0, 10);
/** 1 January 1970 was a Thursday. */
const isoWeekdayOf = (epochDay: number): number => ((((epochDay + 3) % 7) + 7) % 7) + 1;

const secondsOfDay = (clock: string): number => {
  const [hours, minutes] = clock.split(':').map(Number) as [number, number];
  return hours * 3600 + minutes * 60;
};

interface LocalStretch {
  readonly from: number;
  readonly to: number;
}

/** The stretches of one weekday in order, those that touch or overlap made one: nobody works twice at once. */
const localStretches = (hours: readonly WorkingHours[], weekday: number): LocalStretch[] => {
  const ordered = hours
    .filter((stretch) => stretch.weekday === weekday)
    .map(({ from, to }) => ({ from: secondsOfDay(from), to: secondsOfDay(to) }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from || a.to - b.to);
  const merged: LocalStretch[] = [];
  for (const stretch of ordered) {
    const last = merged.at(-1);
    if (last === undefined || last.to < stretch.from) merged.push(stretch);
    else merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, stretch.to) };
  }
  return merged;
};

const zones = new Map<string, Zone>();

/** Reading a zone costs a tenth of a second, and it is the same zone every time. */
const zoneNamed = (tz: string): Zone => {
  let zone = zones.get(tz);
  if (zone === undefined) {
    zone = readZone(tz, (epochDayOf(FIRST_DAY) - 1) * DAY_S, (epochDayOf(LAST_DAY) + 2) * DAY_S);
    zones.set(tz, zone);
  }
  return zone;
};

/** Every stretch of working time a published calendar gives, in the order of time. O(days · stretches). */
export const openStretches = ({ tz, hours, holidays }: CalendarPublished['data']): OpenStretch[] => {
  const [first, last] = [epochDayOf(FIRST_DAY), epochDayOf(LAST_DAY)];
  const zone = zoneNamed(tz);
  const byWeekday = [1, 2, 3, 4, 5, 6, 7].map((weekday) => localStretches(hours, weekday));
  const closed = new Set(holidays);
  const stretches: OpenStretch[] = [];
  let beforeBs = 0;
  for (let epochDay = first; epochDay <= last; epochDay++) {
    const day = dayOf(epochDay);
    if (closed.has(day)) continue;
    let stretchNo = 0;
    for (const { from, to } of byWeekday[isoWeekdayOf(epochDay) - 1]!) {
      const opensS = instantOfLocal(zone, epochDay * DAY_S + from);
      const closesS = instantOfLocal(zone, epochDay * DAY_S + to);
      if (opensS >= closesS) continue;
      stretches.push({ day, stretchNo: ++stretchNo, opensS, closesS, beforeBs });
      beforeBs += closesS - opensS;
    }
  }
  return stretches;
};
