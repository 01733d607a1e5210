import { type Question } from '../question';
import { type FollowupEffectRow } from './followup-effect.rows';

export const followupEffectQuestion: Question<FollowupEffectRow> = {
  path: 'followup-effects',
  heading: 'quotes and follow-ups',
  summary: 'What became of what was still undecided at a landmark, by how it had been followed up by then?',
  order: ['group_id'],
  orders: { bucket: ['unit', 'predictor', 'landmark_d', 'bucket_no'] },
  filters: {
    unit: 'unit',
    landmark: 'landmark_d',
    predictor: 'predictor',
    verdict: 'verdict',
  },
  words: {
    unit: { deal: true, quote: true },
    predictor: { touches: true, first_latency: true, raw_attempts: true },
    rate_reason: { no_cases: true, insufficient: true },
    verdict: { associated_up: true, associated_down: true, none: true, insufficient: true },
  },
  estimates: [
    { value: 'rate', n: 'n', interval: ['rate_lo', 'rate_hi'] },
    { value: 'odds_ratio', n: 'n', interval: ['odds_lo', 'odds_hi'] },
  ],
};
