import { type Question } from '../question';
import { type HandoffPairRow } from './handoff-pair.rows';

export const handoffPairQuestion: Question<HandoffPairRow> = {
  path: 'handoff-pairs',
  heading: 'handovers',
  summary: 'What passes between two parties: how complete, how usable, how long until accepted?',
  order: ['group_id'],
  orders: {
    largest: ['-n'],
    leastAccurate: ['pca'],
  },
  filters: {
    process: 'process_id',
    version: 'version',
    versionScope: 'version_scope',
    origin: 'origin',
    partyKind: 'party_kind',
    pairScope: 'pair_scope',
    party: { either: ['from_party', 'to_party'], meaning: 'Team or person on either side' },
    from: 'from_party',
    to: 'to_party',
  },
  words: {
    version_scope: { all: true, one: true },
    origin: { recorded: true, derived: true },
    party_kind: { team: true, person: true },
    pair_scope: { pair: true, chain: true },
  },
  estimates: [
    { value: 'complete_rate', n: 'scored_n', interval: ['complete_rate_lo', 'complete_rate_hi'] },
    { value: 'mean_completeness', n: 'scored_n' },
    { value: 'first_pass_rate', n: 'judged_n', interval: ['first_pass_rate_lo', 'first_pass_rate_hi'] },
    { value: 'pca', n: 'judged_n', interval: ['pca_lo', 'pca_hi'] },
    { value: 'rejection_rate', n: 'judged_n', interval: ['rejection_rate_lo', 'rejection_rate_hi'] },
    {
      value: 'false_complete_rate',
      n: 'complete_judged_n',
      interval: ['false_complete_rate_lo', 'false_complete_rate_hi'],
    },
    { value: 'accept_p50_s', n: 'n', interval: ['accept_p50_low_s', 'accept_p50_high_s'] },
    { value: 'accept_p90_s', n: 'n' },
    { value: 'accept_p50_bs', n: 'n' },
    { value: 'accept_p90_bs', n: 'n' },
    { value: 'rolled_pca', n: 'judged_n', interval: ['rolled_pca_lo', 'rolled_pca_hi'] },
  ],
  shapes: { chain: { type: 'array', items: { type: 'string' } } },
};
