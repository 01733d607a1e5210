import { type Micros } from '@gemba/event-sourcing';
import { type Cadence } from '../context';
import { type Touch } from './touches';

/** How many touches a cadence asked for before the chase ended, and how many of these came as asked. */
export interface CadenceKept {
  readonly due: number;
  readonly kept: number;
}

const DAY = 86_400_000_000;

/**
 * Holds the touches of an ended chase against a cadence. A touch is kept when it comes within the tolerance of its day,
 * counted from the touch before it, and by one of the media asked for. The first touch has no day of its own: it is due
 * once it came, or once the first gap and the tolerance have passed without it; its medium alone is judged. A touch that
 * did not come is missed when its day and the tolerance passed before the end, and the next is counted from that day.
 * A gap that the cadence does not state is its last one. More touches than asked for are no fault here.
 */
export const cadenceKept = (
  { count, media, gapsDays, toleranceDays }: Cadence,
  start: Micros,
  touches: readonly Touch[],
  end: Micros,
): CadenceKept => {
  const gapOf = (index: number): number => (gapsDays[Math.min(index, gapsDays.length - 1)] ?? 0) * DAY;
  const tolerance = toleranceDays * DAY;
  let [due, kept] = [0, 0];
  let before = start;
  for (let i = 0; i < count; i++) {
    const touch = touches[i];
    const dueAt = before + gapOf(Math.max(0, i - 1));
    if (touch === undefined) {
      if (dueAt + tolerance >= end) break;
      due++;
      before = dueAt;
      continue;
    }
    due++;
    const isInTime = i === 0 || Math.abs(touch.at - dueAt) <= tolerance;
    if (isInTime && touch.media.some((medium) => media.includes(medium))) kept++;
    before = touch.at;
  }
  return { due, kept };
};
