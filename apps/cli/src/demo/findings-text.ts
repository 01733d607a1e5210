import { columns } from '../output/columns';
import { readableInstant } from '../output/readable-instant';
import { type FeedFigures } from './feed-organisation';
import { type Findings, type SegmentGap, type Share, type StageDuration } from './findings';

const SHARES_SHOWN = 3;

const count = (n: number): string => n.toLocaleString('en-US');
const days = (value: number | null): string => (value === null ? '?' : value.toFixed(1));
const percent = (rate: number): string => `${Math.round(rate * 100)} %`;

const interval = ({ kmP50LowD, kmP50HighD }: StageDuration): string => `${days(kmP50LowD)} to ${days(kmP50HighD)}`;

const stepRow = (step: StageDuration): (string | number)[] => [
  `  ${step.stepKey}`,
  step.n,
  step.censoredN,
  Number(days(step.kmP50D)).toFixed(1).padStart(6),
  interval(step),
  days(step.meanCompletedD),
];

const gapText = ({ longest, next, timesLonger }: SegmentGap): string =>
  `The widest gap: in ${longest.stepKey} ${longest.segment} deals stay ${timesLonger.toFixed(1)} times as long as ${next.segment} ones ` +
  `(${days(longest.kmP50D)} days, ${interval(longest)}, n ${longest.n}; ${days(next.kmP50D)} days, ${interval(next)}, n ${next.n}).`;

const shareRow = ({ label, rate, low, high, n }: Share): (string | number)[] => [
  `  ${label}`,
  percent(rate).padStart(5),
  `of ${n}`,
  `(${percent(low)} to ${percent(high)})`,
];

const outcomesText = ({ outcomes }: Findings): string =>
  ['won', 'lost', 'no_decision', 'disqualified', 'open']
    .map((name) => `${name} ${count(outcomes[name] ?? 0)}`)
    .join(', ');

/** What was sent, and what became of it. */
export const feedText = ({ sent, recorded, duplicates, quarantined, seconds }: FeedFigures): string =>
  `${count(sent)} messages in ${seconds.toFixed(1)} s: ${count(recorded)} recorded, ${count(duplicates)} had come before, ` +
  `${count(quarantined)} faulty ones kept in quarantine.`;

/** What the tables say, on half a screen. */
export const findingsText = (findings: Findings): string[] => [
  `Deals: ${outcomesText(findings)}.`,
  '',
  `How long deals stay in a step, in days, as of ${readableInstant(findings.asOf)}`,
  ...columns([
    ['  step', 'visits', 'open', 'median', '95 % interval', 'mean that forgets open ones'],
    ...findings.steps.map(stepRow),
  ]),
  ...(findings.gap === null ? [] : [gapText(findings.gap)]),
  '',
  'First submissions that lacked an item (95 % interval)',
  ...columns(findings.missingItems.slice(0, SHARES_SHOWN).map(shareRow)),
  'Deals that passed the site survey by without leave',
  ...columns(findings.passedBy.map(shareRow)),
];
