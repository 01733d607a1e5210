import { type HistoryEvent } from '../../history';

/** One step as the deal did it, and the event that tells of it. */
export interface StepRecord {
  readonly stepKey: string;
  readonly attempt: number;
  /** Which of the deal's bindings judges it. */
  readonly bindingIndex: number;
  /** `completed`: the source reported its end and never its beginning. */
  readonly told: 'entered' | 'completed';
  /** The order had been won before, and work goes on. */
  readonly isAfterWin: boolean;
  readonly event: HistoryEvent;
}

/** Somebody said that a step was left out on purpose. */
export interface SkipRecord {
  readonly stepKey: string;
  readonly attempt: number;
  readonly waiverId: string | null;
  readonly event: HistoryEvent;
}

/** Somebody entitled to it allowed a deviation. */
export interface Waiver {
  readonly waiverId: string | null;
  readonly scope: string;
  readonly by: string | null;
  readonly event: HistoryEvent;
}

/** A paper that was attached (`name`: its type) or a person who joined (`name`: their role). */
export interface Contribution {
  readonly name: string;
  readonly event: HistoryEvent;
}

/** How a deal was worked: what a process can be held against. Each list in the order things happened. */
export interface Conduct {
  readonly steps: readonly StepRecord[];
  readonly skips: readonly SkipRecord[];
  readonly waivers: readonly Waiver[];
  readonly paperwork: readonly Contribution[];
  readonly people: readonly Contribution[];
  /** One for each binding after the first: how steps of the version before are called from then on. */
  readonly stepMaps: readonly Readonly<Record<string, string>>[];
}
