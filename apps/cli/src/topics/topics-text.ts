import type { TopicReport } from '@gemba/platform';

const OUTCOMES: Readonly<Record<TopicReport['outcome'], string>> = {
  created: 'created',
  'as-planned': 'as planned',
  different: 'differs from its plan; nothing was changed',
  missing: 'missing',
};

/** A line a topic, and one for each setting that is otherwise than planned. */
export const topicsText = (reports: readonly TopicReport[]): string[] =>
  reports.flatMap(({ topic, outcome, differences }) => [
    `${topic}: ${OUTCOMES[outcome]}`,
    ...differences.map(({ name, planned, found }) => `  ${name}: planned ${planned}, found ${found}`),
  ]);
