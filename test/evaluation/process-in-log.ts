import { type GraphStep } from '@gemba/process-analytics';
import { type Variant } from './log-variants';

/** Where a case ends: no activity, so it costs nothing to leave out. */
const END = '(end)';

/** What followed each activity, and in how many cases. */
const successions = (variants: readonly Variant[]): Map<string, Map<string, number>> => {
  const following = new Map<string, Map<string, number>>();
  for (const { activities, cases } of variants) {
    activities.forEach((activity, i) => {
      let counts = following.get(activity);
      if (counts === undefined) following.set(activity, (counts = new Map<string, number>()));
      const next = activities[i + 1] ?? END;
      counts.set(next, (counts.get(next) ?? 0) + cases);
    });
  }
  return following;
};

/**
 * The process that a log itself shows: from each activity to those that followed it in at least this share of its
 * occurrences; repeatable where it followed itself. An example to hold the log against, not how anybody should work.
 */
export const processInLog = (variants: readonly Variant[], shareMin: number): GraphStep[] => {
  const following = successions(variants);
  const steps = [...following].map(([key, counts]): GraphStep => {
    const occurrences = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const next = [...counts].filter(([to, count]) => to !== key && count >= shareMin * occurrences).map(([to]) => to);
    // An activity that nothing follows often enough leads to the end.
    const leadsTo = next.length === 0 ? [END] : next;
    return { key, mandatory: true, repeatable: counts.has(key), next: { kind: 'xor', steps: leadsTo } };
  });
  return [...steps, { key: END, mandatory: false, repeatable: false }];
};
