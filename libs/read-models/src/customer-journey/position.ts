import { type ProcessStep, type ProcessVersion } from '../context';
import { routeOf } from './route';

/** Where a deal stands on its own way, as its customer can see it. */
export interface Position {
  /** Visible steps up to here; 0 before the first. */
  readonly k: number;
  /** Visible steps of the whole way. */
  readonly n: number;
  /** The step that the customer is told of: the current one or, behind the scenes, the visible one before it. */
  readonly shown: ProcessStep | null;
  /** The next visible step; null at the end. */
  readonly next: ProcessStep | null;
  /** The steps still ahead, visible or not. */
  readonly ahead: readonly ProcessStep[];
}

/** The position at a step; null where the version does not know the step. */
export const positionAt = (version: ProcessVersion, done: readonly string[], current: string): Position | null => {
  const step = version.steps.get(current);
  if (step === undefined) return null;
  const route = routeOf(version, new Set(done), current);
  const visible = route.filter((one) => one.visible);
  const behind = visible.filter(({ ordinal }) => ordinal <= step.ordinal);
  return {
    k: behind.length,
    n: visible.length,
    shown: behind.at(-1) ?? null,
    next: visible[behind.length] ?? null,
    ahead: route.filter(({ ordinal }) => ordinal > step.ordinal),
  };
};
