import { type SpecialCauseFinding } from '../control-chart-point';
import { type DriftFinding } from '../drift';
import { type ShortcutFinding } from '../shortcut';

/*
 * What Gemba concludes and takes back, by the names under which consumers hear of it. Names and members are a public
 * format: add, never change. A kind whose meaning changes gets another name.
 */
export interface Findings {
  /** A way around the process was found in a deal. */
  readonly ShortcutDetected: ShortcutFinding;
  /** A shortcut that was found is none: an event explains it, or it was allowed. */
  readonly ShortcutRetracted: ShortcutFinding;
  /** Deals began to be worked in another way, to take longer, or to be handed over less complete. */
  readonly ProcessDriftDetected: DriftFinding;
  /** A drift that was found does not stand any more. */
  readonly ProcessDriftRetracted: DriftFinding;
  /** A point of a process-behaviour chart is more than chance. */
  readonly SpecialCauseSignalled: SpecialCauseFinding;
  /** A signal that was given does not stand any more. */
  readonly SpecialCauseRetracted: SpecialCauseFinding;
}

export type FindingKind = keyof Findings;
