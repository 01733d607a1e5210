import { businessSecondsBetween } from '../business-calendar';
import { calendarFor, type CalendarChoice, type Context, type ProcessVersion, versionNumbered } from '../context';
import { type DealCase, knownAt, microsAt, type Moment, type Visit } from '../deal-case';
import { type Row } from '../read-model';

type TimeReason = 'open' | 'entry_time_unknown' | 'exit_time_unknown';

export interface StageVisitRow extends Row {
  readonly deal_id: string;
  readonly attempt: number;
  readonly step_key: string;
  readonly visit_no: number;
  readonly visit_seq: number;
  readonly entered_at: string | null;
  readonly exited_at: string | null;
  readonly exit_kind: Visit['exitKind'];
  readonly next_step_key: string | null;
  readonly censored: boolean;
  readonly is_latest: boolean;
  readonly time_precision: Moment['precision'];
  readonly duration_s: number | null;
  readonly duration_reason: TimeReason | null;
  readonly duration_bs: number | null;
  readonly duration_bs_reason: TimeReason | CalendarChoice['reason'];
  readonly cumulative_before_s: number | null;
  readonly cumulative_before_bs: number | null;
  readonly expected_bs: number | null;
  readonly expected_reason: Visit['directionReason'];
  readonly overdue_bs: number | null;
  readonly direction: Visit['direction'];
  readonly direction_reason: Visit['directionReason'];
  readonly process_id: string | null;
  readonly version: number | null;
  readonly version_reason: Visit['binding']['reason'];
  readonly calendar_id: string | null;
  readonly segment: string | null;
}

const PRECISIONS = ['instant', 'day', 'unknown'] as const;

const weakerPrecision = (entered: Moment, exited: Moment | null): Moment['precision'] =>
  PRECISIONS[Math.max(PRECISIONS.indexOf(entered.precision), PRECISIONS.indexOf(exited?.precision ?? 'instant'))]!;

const whyNoDuration = ({ entered, exited }: Visit): TimeReason | null => {
  if (exited === null) return 'open';
  if (entered.precision === 'unknown') return 'entry_time_unknown';
  return exited.precision === 'unknown' ? 'exit_time_unknown' : null;
};

const expectationOf = (
  visit: Visit,
  version: ProcessVersion | null,
): Pick<StageVisitRow, 'expected_bs' | 'expected_reason'> => {
  if (visit.binding.version === null) return { expected_bs: null, expected_reason: visit.binding.reason };
  if (version === null) return { expected_bs: null, expected_reason: 'version_not_published' };
  const step = version.steps.get(visit.stepKey);
  return step === undefined
    ? { expected_bs: null, expected_reason: 'step_not_in_version' }
    : { expected_bs: step.expectedBs, expected_reason: null };
};

const versionOf = (context: Context, { processId, version }: Visit['binding']): ProcessVersion | null =>
  version === null ? null : versionNumbered(context, processId, version);

/** Reading an instant costs more than all else here: each is read once. */
const durationsOf = (
  { entered, exited }: Visit,
  { calendar }: CalendarChoice,
): Pick<StageVisitRow, 'duration_s' | 'duration_bs'> => {
  const to = microsAt(exited);
  const from = to === null ? null : microsAt(entered);
  if (from === null || to === null) return { duration_s: null, duration_bs: null };
  const duration_bs = calendar === null ? null : businessSecondsBetween(calendar, from, to);
  return { duration_s: (to - from) / 1_000_000, duration_bs };
};

/** What a visit says by itself; the rest depends on the visits around it. */
const alone = (visit: Visit, context: Context) => {
  const version = versionOf(context, visit.binding);
  const choice = calendarFor(context, version);
  const timeReason = whyNoDuration(visit);
  const expectation = expectationOf(visit, version);
  const durations = durationsOf(visit, choice);
  const isJudged = durations.duration_bs !== null && expectation.expected_bs !== null;
  return {
    attempt: visit.attempt,
    step_key: visit.stepKey,
    visit_no: visit.visitNo,
    entered_at: knownAt(visit.entered),
    exited_at: knownAt(visit.exited),
    exit_kind: visit.exitKind,
    censored: visit.exited === null,
    time_precision: weakerPrecision(visit.entered, visit.exited),
    ...durations,
    duration_reason: timeReason,
    duration_bs_reason: timeReason ?? choice.reason,
    ...expectation,
    overdue_bs: isJudged ? Math.max(durations.duration_bs - expectation.expected_bs, 0) : null,
    direction: visit.direction,
    direction_reason: visit.directionReason,
    process_id: visit.binding.processId,
    version: visit.binding.version,
    version_reason: visit.binding.reason,
    calendar_id: choice.calendar?.calendarId ?? null,
  };
};

/** Time in a step so far. Sums run over whole microseconds, so that they do not depend on rounding. */
interface Cumulative {
  readonly micros: number | null;
  readonly businessMicros: number | null;
}

const seconds = (micros: number | null): number | null => (micros === null ? null : micros / 1_000_000);
const micros = (durationS: number | null): number | null =>
  durationS === null ? null : Math.round(durationS * 1_000_000);
const plus = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);

/** Every visit of the deal. Latest is the last row of a step; cumulative time runs on over reopenings. */
export const stageVisitRows = ({ dealId, attempts, facts }: DealCase, context: Context): StageVisitRow[] => {
  const visits = attempts.flatMap((attempt) => attempt.visits);
  const lastSeqOf = new Map(visits.map(({ stepKey }, i) => [stepKey, i]));
  const soFar = new Map<string, Cumulative>();
  return visits.map((visit, i) => {
    const own = alone(visit, context);
    const before = soFar.get(visit.stepKey) ?? { micros: 0, businessMicros: 0 };
    soFar.set(visit.stepKey, {
      micros: plus(before.micros, micros(own.duration_s)),
      businessMicros: plus(before.businessMicros, micros(own.duration_bs)),
    });
    return {
      deal_id: dealId,
      ...own,
      visit_seq: i + 1,
      next_step_key: visit.exitKind === 'moved' || visit.exitKind === 'migrated' ? visits[i + 1]!.stepKey : null,
      is_latest: lastSeqOf.get(visit.stepKey) === i,
      cumulative_before_s: seconds(before.micros),
      cumulative_before_bs: seconds(before.businessMicros),
      segment: facts.segment,
    };
  });
};
