const formatters = new Map<string, Intl.DateTimeFormat | null>();
const ZONES_KEPT_MAX = 1_000;

const makeFormatter = (zone: string): Intl.DateTimeFormat | null => {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return null;
  }
};

const formatterOf = (zone: string): Intl.DateTimeFormat | null => {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    formatter = makeFormatter(zone);
    if (formatters.size < ZONES_KEPT_MAX) formatters.set(zone, formatter);
  }
  return formatter;
};

/** Whether the text names a zone of the IANA database. */
export const isTimeZone = (zone: string): boolean => zone !== '' && formatterOf(zone) !== null;

/** What a wall clock in the zone shows at a UTC time, itself read as if it were UTC; milliseconds. */
const wallClockMs = (formatter: Intl.DateTimeFormat, utcMs: number): number => {
  const shown: Record<string, number> = {};
  for (const { type, value } of formatter.formatToParts(utcMs)) shown[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second);
};

/** How an offset is found, remembered per quarter of an hour: no zone ever changed its clock between two of them. */
export type OffsetOf = (utcMs: number) => number;

const QUARTER_MS = 15 * 60_000;
const QUARTERS_KEPT_MAX = 100_000;

const offsetsOf = (zone: string): OffsetOf => {
  const formatter = formatterOf(zone);
  if (formatter === null) throw new RangeError(`${zone} is no IANA time zone`);
  const known = new Map<number, number>();
  return (utcMs) => {
    const quarter = Math.floor(utcMs / QUARTER_MS);
    let offset = known.get(quarter);
    if (offset === undefined) {
      offset = wallClockMs(formatter, quarter * QUARTER_MS) - quarter * QUARTER_MS;
      if (known.size >= QUARTERS_KEPT_MAX) known.clear();
      known.set(quarter, offset);
    }
    return offset;
  };
};

const HALF_DAY_MS = 12 * 3_600_000;

/**
 * The UTC times at which a wall clock in the zone showed a local time: one as a rule, none where the clocks went
 * forward over it, two (earlier first) where they went back. Local time is given as if it were UTC, in milliseconds.
 */
export const utcTimesOf = (zone: string): ((localMs: number) => readonly number[]) => {
  const offsetOf = offsetsOf(zone);
  return (localMs) => {
    const before = offsetOf(localMs - HALF_DAY_MS - offsetOf(localMs));
    const after = offsetOf(localMs + HALF_DAY_MS - offsetOf(localMs));
    const candidates = before === after ? [before] : [Math.max(before, after), Math.min(before, after)];
    return candidates.map((offset) => localMs - offset).filter((utcMs) => utcMs + offsetOf(utcMs) === localMs);
  };
};
