/** One piece of work in the sequence of a case; an actor of null is unknown. */
export interface WorkDone {
  readonly activity: string;
  readonly actor: string | null;
}

export interface Repetition {
  /** `self_loop`: the piece before it was the same activity; `repetition`: the case did it before, with others between. */
  readonly kind: 'self_loop' | 'repetition';
  /** `repeat`: by the same actor; `redo`: by another; `unknown`: one of the two is not known. */
  readonly by: 'repeat' | 'redo' | 'unknown';
}

const byWhom = (before: string | null, now: string | null): Repetition['by'] => {
  if (before === null || now === null) return 'unknown';
  return before === now ? 'repeat' : 'redo';
};

/**
 * Which work of a case was done before, and was it the same person? A self-loop is held against the piece just before
 * it, a repetition against the first time the case saw the activity. An unknown actor keeps its place in the sequence
 * and is the same as nobody, another unknown one included.
 *
 * Shapes: n pieces in order → n classes, null for work done the first time. Errors: none. Source: the self-loop and
 * repetition metrics of the R package edeaR. Cost: O(n).
 */
export const classifyRepetitions = (work: readonly WorkDone[]): (Repetition | null)[] => {
  const firstBy = new Map<string, string | null>();
  return work.map(({ activity, actor }, i) => {
    const previous = work[i - 1];
    if (previous?.activity === activity) return { kind: 'self_loop', by: byWhom(previous.actor, actor) };
    const first = firstBy.get(activity);
    if (first !== undefined) return { kind: 'repetition', by: byWhom(first, actor) };
    firstBy.set(activity, actor);
    return null;
  });
};
