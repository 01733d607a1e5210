import { type Context } from '../context';
import {
  type Attempt,
  type Outcome,
  type SaidOutcome,
  type SkippedStep,
  type VersionBinding,
  type Visit,
} from './deal-case';
import { migrated } from './bindings';
import { directionOf } from './direction';
import { type Moment } from './moment';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type VisitSoFar = Mutable<Visit>;
type AttemptSoFar = Mutable<Omit<Attempt, 'visits' | 'outcomes'>> & {
  readonly visits: VisitSoFar[];
  readonly outcomes: SaidOutcome[];
};

const beginning = (no: number, opened: Moment | null): AttemptSoFar => ({
  no,
  opened,
  ended: null,
  closed: null,
  outcome: null,
  outcomeRevisions: 0,
  outcomes: [],
  visits: [],
});

/**
 * Follows a deal through its steps, in the order things happened.
 *
 * - Entering a step leaves the one before. Entering the step the deal is in is no move: sources repeat themselves.
 * - The first closing ends the attempt and its last visit. From there to a reopening the deal is in no step, so a step
 *   reported then is counted, but is no visit.
 * - A later closing with another outcome and without a reopening is the source changing its mind: the last word holds,
 *   and `closed` is when it was said. The same outcome said again changes nothing.
 * - Reopening an open deal changes nothing, so a source that cannot tell may send it with every move to an open step.
 */
export class AttemptsWalk {
  readonly attempts: [AttemptSoFar, ...AttemptSoFar[]];
  readonly bindings: [VersionBinding, ...VersionBinding[]];
  readonly skippedSteps: SkippedStep[] = [];
  stepsAfterClosing = 0;

  constructor(
    private readonly context: Context,
    opened: Moment | null,
    binding: VersionBinding,
  ) {
    this.attempts = [beginning(1, opened)];
    this.bindings = [binding];
  }

  get isOver(): boolean {
    return this.attempt.ended !== null;
  }

  /** The attempt that goes on, or ended last. */
  get current(): Attempt {
    return this.attempt;
  }

  entered(stepKey: string, fromStepKey: string | null, moment: Moment): void {
    if (this.isOver) {
      this.stepsAfterClosing++;
      return;
    }
    const current = this.currentVisit;
    if (current?.stepKey === stepKey) return;
    if (current !== null) this.leave(current, moment, 'moved');
    const judged = this.judge(current?.stepKey ?? this.knownStep(fromStepKey), stepKey);
    this.begin(stepKey, moment, judged);
  }

  skipped(stepKey: string, reason: string | null, waiverId: string | null, moment: Moment): void {
    this.skippedSteps.push({ attempt: this.attempt.no, stepKey, reason, waiverId, moment });
  }

  closed(outcome: Outcome, moment: Moment): void {
    const { attempt } = this;
    if (attempt.outcome === outcome) return;
    if (attempt.ended === null) {
      if (this.currentVisit !== null) this.leave(this.currentVisit, moment, 'closed');
      attempt.ended = moment;
    } else attempt.outcomeRevisions++;
    attempt.outcome = outcome;
    attempt.closed = moment;
    attempt.outcomes.push({ outcome, said: moment });
  }

  reopened(moment: Moment): void {
    if (this.isOver) this.attempts.push(beginning(this.attempt.no + 1, moment));
  }

  /** From here on another version binds. A current step that the map renames goes on under its new name. */
  migrated(to: number, stepMap: Readonly<Record<string, unknown>>, moment: Moment): void {
    this.bindings.push(migrated(this.binding, to, moment.at));
    const current = this.currentVisit;
    const mapped = current === null ? undefined : stepMap[current.stepKey];
    if (current === null || typeof mapped !== 'string' || mapped === current.stepKey) return;
    this.leave(current, moment, 'migrated');
    this.begin(mapped, moment, { direction: 'migrated', directionReason: null });
  }

  private get attempt(): AttemptSoFar {
    return this.attempts.at(-1)!;
  }

  private get binding(): VersionBinding {
    return this.bindings.at(-1)!;
  }

  private get currentVisit(): VisitSoFar | null {
    const last = this.attempt.visits.at(-1);
    return last === undefined || last.exited !== null ? null : last;
  }

  private leave(visit: VisitSoFar, moment: Moment, exitKind: NonNullable<Visit['exitKind']>): void {
    visit.exited = moment;
    visit.exitKind = exitKind;
  }

  private begin(stepKey: string, entered: Moment, judged: Pick<Visit, 'direction' | 'directionReason'>): void {
    const { no, visits } = this.attempt;
    const visitNo = visits.reduce((count, visit) => count + Number(visit.stepKey === stepKey), 1);
    const { binding } = this;
    visits.push({ attempt: no, stepKey, visitNo, entered, exited: null, exitKind: null, binding, ...judged });
  }

  private judge(fromStepKey: string | null, toStepKey: string): Pick<Visit, 'direction' | 'directionReason'> {
    return directionOf(this.context, this.binding, fromStepKey, toStepKey);
  }

  /** What a source says it came from counts only if the version knows it: a closed stage is no step. */
  private knownStep(stepKey: string | null): string | null {
    if (stepKey === null) return null;
    return this.judge(stepKey, stepKey).direction === null ? null : stepKey;
  }
}
