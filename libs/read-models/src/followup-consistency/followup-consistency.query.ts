import { type Question } from '../question';
import { type FollowupConsistencyRow } from './followup-consistency.rows';

export const followupConsistencyQuestion: Question<FollowupConsistencyRow> = {
  path: 'followup-consistency',
  heading: 'quotes and follow-ups',
  summary: 'Do teams follow up alike?',
  order: ['group_id'],
  orders: { rhythm: ['rhythm_rank'] },
  filters: {
    scope: 'scope',
    team: 'team_id',
    verdict: 'verdict',
  },
  words: {
    scope: { all: true, team: true },
    verdict: { teams_differ: true, no_difference_found: true, insufficient: true },
  },
  estimates: [
    { value: 'adherence', n: 'cadence_due', interval: ['adherence_lo', 'adherence_hi'] },
    { value: 'touches_p50', n: 'n' },
    { value: 'gap_p50_s', n: 'gap_n' },
  ],
  shapes: { media_counts: { type: 'object', additionalProperties: { type: 'integer' } } },
};
