const DAY_S = 86_400;
/** No zone changed its clocks twice within less: the morning of a return and the evening of a departure are weeks apart. */
const PROBE_S = 7 * DAY_S;

/** From this instant on (seconds since 1970) local time is UTC plus the offset. */
interface OffsetChange {
  readonly fromS: number;
  readonly offsetS: number;
}

/** A zone's offsets between two instants, from the platform's own time-zone data. */
export interface Zone {
  readonly name: string;
  /** In the order of time; the first holds before all others. */
  readonly changes: readonly OffsetChange[];
}

const offsetReader = (name: string): ((epochS: number) => number) => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (epochS) => {
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(epochS * 1000)) part[type] = Number(value);
    const { year, month, day, hour, minute, second } = part as Record<string, number>;
    return Date.UTC(year!, month! - 1, day!, hour!, minute!, second!) / 1000 - epochS;
  };
};

/** The first second in (beforeS, atS] at which the offset is that of atS. */
const changeWithin = (offsetAt: (epochS: number) => number, beforeS: number, atS: number): number => {
  const offset = offsetAt(atS);
  let [low, high] = [beforeS, atS];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === offset) high = middle;
    else low = middle;
  }
  return high;
};

/** Reads a zone's offsets for the years between two instants. Throws RangeError for a name that is no IANA zone. */
export const readZone = (name: string, fromS: number, toS: number): Zone => {
  const offsetAt = offsetReader(name);
  const changes: OffsetChange[] = [{ fromS, offsetS: offsetAt(fromS) }];
  for (let atS = fromS + PROBE_S; atS < toS + PROBE_S; atS += PROBE_S) {
    const offsetS = offsetAt(atS);
    if (offsetS !== changes.at(-1)!.offsetS)
      changes.push({ fromS: changeWithin(offsetAt, atS - PROBE_S, atS), offsetS });
  }
  return { name, changes };
};

/**
 * The first instant at which the zone's clock shows this local time or a later one, in seconds since 1970. `localS` is
 * the local time spelt as if it were UTC. A time that the clock skips becomes the instant of the skip, a time that it
 * shows twice becomes the first of the two, and an hour that it repeats lies between the hours around it.
 */
export const instantOfLocal = (zone: Zone, localS: number): number => {
  const { changes } = zone;
  for (let i = 0; i < changes.length; i++) {
    const { fromS, offsetS } = changes[i]!;
    const untilS = changes[i + 1]?.fromS ?? Infinity;
    const instantS = localS - offsetS;
    if (instantS < untilS) return i === 0 ? instantS : Math.max(instantS, fromS);
  }
  throw new Error('unreachable: the last offset holds for ever');
};
