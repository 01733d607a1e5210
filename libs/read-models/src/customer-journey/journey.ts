import { type Context } from '../context';
import { type DealCase, knownAt } from '../deal-case';
import { type JudgingVersion } from '../process-alignment';
import { type DueItem, dueItems } from './due-items';
import { expectedTimes, promisedDate, type WhyNoTime } from './expected-time';
import { type Position } from './position';
import { type Change, type Standings } from './standing';

export type WhyUnknown = NonNullable<JudgingVersion['reason']> | 'no_steps' | 'step_not_in_version' | 'ended';

/** What there is to tell of a deal's way; column names. */
export type Journey = {
  readonly k: number | null;
  readonly n_steps: number | null;
  readonly k_reason: WhyUnknown | null;
  readonly current_step_key: string | null;
  readonly step_key: string | null;
  readonly step_title: string | null;
  readonly step_message: string | null;
  readonly entered_at: string | null;
  readonly next_title: string | null;
  readonly due_from: 'customer' | 'us' | null;
  readonly requirement: string | null;
  readonly due_items: readonly { readonly [member in keyof DueItem]: string }[] | null;
  readonly expected_at: string | null;
  readonly expected_date: string | null;
  readonly end_expected_date: string | null;
  readonly expected_tz: string | null;
  readonly expected_reason: WhyNoTime | WhyUnknown | null;
  readonly change: Change | null;
  readonly changed_at: string | null;
  readonly change_note: string | null;
  readonly k_before: number | null;
  readonly n_before: number | null;
  readonly confirmed_at: string | null;
};

/** The journey of which nothing can be told. */
export const unknownJourney = (reason: WhyUnknown): Journey => ({
  k: null,
  n_steps: null,
  k_reason: reason,
  current_step_key: null,
  step_key: null,
  step_title: null,
  step_message: null,
  entered_at: null,
  next_title: null,
  due_from: null,
  requirement: null,
  due_items: null,
  expected_at: null,
  expected_date: null,
  end_expected_date: null,
  expected_tz: null,
  expected_reason: reason,
  change: null,
  changed_at: null,
  change_note: null,
  k_before: null,
  n_before: null,
  confirmed_at: null,
});

const dueOf = (
  { conduct, facts }: DealCase,
  { now: { version, stepKey } }: Standings,
): Pick<Journey, 'due_from' | 'requirement' | 'due_items'> => {
  const items = dueItems(version.steps.get(stepKey)!, conduct, facts.ownerId !== null);
  const fromCustomer = items.filter(({ from }) => from === 'customer').map(({ item }) => item);
  return {
    due_from: items[0]?.from ?? null,
    requirement: fromCustomer.length === 0 ? null : fromCustomer.join('; '),
    due_items: items.map(({ kind, item, from }) => ({ kind, item, from })),
  };
};

const expectedOf = (
  { facts }: DealCase,
  { now }: Standings,
  context: Context,
): Pick<Journey, 'expected_at' | 'expected_date' | 'end_expected_date' | 'expected_tz' | 'expected_reason'> => {
  const { step, end, reason } = expectedTimes(now, context);
  if (step === null || end === null)
    return {
      expected_at: null,
      expected_date: null,
      end_expected_date: null,
      expected_tz: null,
      expected_reason: reason,
    };
  const zones = [facts.customerTz, now.version.tz];
  const { date, tz } = promisedDate(step, zones);
  return {
    expected_at: step,
    expected_date: date,
    end_expected_date: promisedDate(end, zones).date,
    expected_tz: tz,
    expected_reason: null,
  };
};

/** What the source noted about the last change: for people of the house. */
const noteOn = ({ conduct, happenings }: DealCase, { change }: Standings): string | null => {
  const said =
    change === 'reopened'
      ? happenings.findLast(({ type }) => type === 'DealReopened')
      : change === 'process_changed'
        ? undefined
        : conduct.steps.at(-1)!.event;
  const reason = said?.data['reason'];
  return typeof reason === 'string' ? reason : null;
};

/** When the customer confirmed the current step, unless they took it back. */
const confirmedAt = ({ happenings, conduct }: DealCase): string | null => {
  const { stepKey } = conduct.steps.at(-1)!;
  const last = happenings.findLast(
    ({ type, data }) =>
      (type === 'CustomerConfirmed' || type === 'CustomerConfirmationRetracted') && data['stepKey'] === stepKey,
  );
  const isConfirmed = last?.type === 'CustomerConfirmed' && last.metadata.timePrecision !== 'unknown';
  return isConfirmed ? last.metadata.occurredAt : null;
};

const whereOf = ({ k, n, shown, next }: Position) => ({
  k,
  n_steps: n,
  step_key: shown?.key ?? null,
  step_title: shown?.title ?? null,
  next_title: next?.title ?? null,
});

const messageOf = ({ now: { version, position } }: Standings, { stepMessages }: Context): string | null => {
  const key = position.shown?.key;
  return key === undefined ? null : (stepMessages.get(version.processId)?.get(key) ?? null);
};

const cameFrom = (before: Position | null): Pick<Journey, 'k_before' | 'n_before'> => ({
  k_before: before?.k ?? null,
  n_before: before?.n ?? null,
});

/** The journey of a deal whose step its process knows. */
export const journeyOf = (dealCase: DealCase, standings: Standings, context: Context): Journey => {
  const { now, before, change, changed } = standings;
  return {
    ...whereOf(now.position),
    k_reason: null,
    current_step_key: now.stepKey,
    step_message: messageOf(standings, context),
    entered_at: knownAt(now.since),
    ...dueOf(dealCase, standings),
    ...expectedOf(dealCase, standings, context),
    change,
    changed_at: knownAt(changed),
    change_note: noteOn(dealCase, standings),
    ...cameFrom(before?.position ?? null),
    confirmed_at: confirmedAt(dealCase),
  };
};
