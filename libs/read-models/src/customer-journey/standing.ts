import { type Context, type ProcessVersion } from '../context';
import { type DealCase, type Moment, momentOf, type StepRecord } from '../deal-case';
import { judgingVersion, namesUnder } from '../process-alignment';
import { type Position, positionAt } from './position';

/** Where a deal stands at one time, and by which version. */
export interface Standing {
  readonly position: Position;
  readonly version: ProcessVersion;
  /** The current step's own key in that version. */
  readonly stepKey: string;
  readonly since: Moment;
}

/** By the version that binds it then or, where a migration left a step behind, by the last one that knows the step. */
const standingAfter = (
  { bindings, conduct }: DealCase,
  steps: readonly StepRecord[],
  lastBinding: number,
  context: Context,
): Standing | null => {
  const current = steps.at(-1);
  if (current === undefined) return null;
  for (let binding = lastBinding; binding >= current.bindingIndex; binding--) {
    const { version } = judgingVersion(context, bindings[binding]!);
    if (version === null) continue;
    const names = namesUnder(binding, steps, conduct);
    const stepKey = names.at(-1)!;
    const position = positionAt(version, names, stepKey);
    if (position !== null) return { position, version, stepKey, since: momentOf(current.event) };
  }
  return null;
};

/** What last happened to the position: told to the customer without anybody's own words. */
export type Change = 'begun' | 'forward' | 'back' | 'same' | 'reopened' | 'process_changed';

export interface Standings {
  readonly now: Standing;
  readonly before: Standing | null;
  readonly change: Change;
  readonly changed: Moment;
}

const compared = (now: Standing, before: Standing | null): Change => {
  if (before === null) return 'begun';
  if (now.position.k === before.position.k) return 'same';
  return now.position.k > before.position.k ? 'forward' : 'back';
};

/** Where the deal stands, where it stood before, and what made the difference; null where no version knows its step. */
export const standingsOf = (dealCase: DealCase, context: Context): Standings | null => {
  const { bindings, attempts, conduct } = dealCase;
  const { steps } = conduct;
  const last = bindings.length - 1;
  const now = standingAfter(dealCase, steps, last, context);
  if (now === null) return null;
  const current = steps.at(-1)!;
  if (current.bindingIndex < last) {
    const before = standingAfter(dealCase, steps, last - 1, context);
    const changed: Moment = { at: bindings[last]!.since!, precision: 'instant' };
    return { now, before, change: 'process_changed', changed };
  }
  const previous = steps.at(-2);
  const before =
    previous === undefined ? null : standingAfter(dealCase, steps.slice(0, -1), previous.bindingIndex, context);
  const reopened = attempts.at(-1)!.opened;
  const isReopened = previous !== undefined && previous.attempt !== current.attempt && reopened !== null;
  return { now, before, change: isReopened ? 'reopened' : compared(now, before), changed: now.since };
};
