import { type Question } from '../question';
import { type WinRateDifferenceRow } from './win-rate-difference.rows';

export const winRateDifferenceQuestion: Question<WinRateDifferenceRow> = {
  path: 'win-rate-differences',
  heading: 'quotes and follow-ups',
  summary: 'Do processes, segments, channels, teams or owners differ in their win rate by more than chance?',
  order: ['group_id'],
  filters: {
    unit: 'unit',
    scope: 'scope',
    verdict: 'verdict',
  },
  words: {
    unit: { deal: true, quote: true },
    scope: { process: true, segment: true, channel: true, team: true, owner: true },
    verdict: { differ: true, no_difference_found: true, insufficient: true },
  },
  estimates: [{ value: 'p', n: 'n' }],
};
