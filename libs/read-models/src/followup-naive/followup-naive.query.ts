import { type Question } from '../question';
import { type FollowupNaiveRow } from './followup-naive.rows';

export const followupNaiveQuestion: Question<FollowupNaiveRow> = {
  path: 'followup-naive',
  heading: 'quotes and follow-ups',
  summary: 'NAIVE, to be seen beside followup-effects: what became of deals by the number of all their messages',
  order: ['bucket_no', 'bucket'],
  filters: { bucket: 'bucket' },
  words: { rate_reason: { no_cases: true, insufficient: true } },
  estimates: [{ value: 'rate', n: 'n', interval: ['rate_lo', 'rate_hi'] }],
};
