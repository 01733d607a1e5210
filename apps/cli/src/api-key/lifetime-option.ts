import { canonicalInstant } from '@gemba/event-sourcing';
import { CliFailure, EXIT } from '../failure/cli-failure';

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `90d`, `12h` or `30m` → milliseconds; null: it is none. */
const durationMs = (text: string): number | null => {
  const [, count, unit] = /^([1-9]\d{0,5})([mhd])$/.exec(text) ?? [];
  return count === undefined ? null : Number(count) * UNIT_MS[unit!]!;
};

const refused = (option: string, text: string, why: string, remedy: string): CliFailure =>
  new CliFailure(EXIT.usage, `${option} is "${text}", ${why}.`, remedy, option);

export const durationOption = (option: string, text: string): number => {
  const ms = durationMs(text);
  if (ms !== null) return ms;
  throw refused(option, text, 'no length of time', 'Write it like 7d, 12h or 30m.');
};

/** An instant, or how long from now on → milliseconds since 1970. What has passed already is refused. */
export const expiryOption = (option: string, text: string, nowMs: number): number => {
  const ms = durationMs(text);
  if (ms !== null) return nowMs + ms;
  const instant = canonicalInstant(text);
  if (instant === null) {
    const remedy = 'Write it like 90d, 12h, or 2027-01-31T00:00:00Z.';
    throw refused(option, text, 'neither a length of time nor an instant with an offset', remedy);
  }
  const expiresAtMs = Date.parse(instant);
  if (expiresAtMs > nowMs) return expiresAtMs;
  throw refused(option, text, 'which has passed', 'Give an instant to come.');
};
