import { type Repetition } from '@gemba/process-analytics';

/** How often work was repeated, by how and by whom, as tables have it; null was no repetition. */
export const repetitionCounts = (repetitions: readonly (Repetition | null)[]) => {
  const counts = {
    self_loop_repeat: 0,
    self_loop_redo: 0,
    self_loop_unknown: 0,
    repetition_repeat: 0,
    repetition_redo: 0,
    repetition_unknown: 0,
  };
  for (const repetition of repetitions) if (repetition !== null) counts[`${repetition.kind}_${repetition.by}`]++;
  return counts;
};
