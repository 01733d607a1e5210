// Written by `npm run generate`. A table whose revision changed is computed anew.
export const REVISIONS: Readonly<Record<string, string>> = {
  business_calendar_day: 'fa7fd4f255231296',
  deal_outcome: 'a8de5d7f6141de90',
  deal_state: '7b2ebc2387704d94',
  followup_deal: '55d2bebd65989899',
  followup_sequence: '97dcded34f14387c',
  handoff: '59ca3780813ed5db',
  handoff_item: '3c08069dbad252ae',
  handoff_submission: 'd2699a7775ccfac8',
  quote_outcome: 'ac3ea75e8ebf4642',
  stage_duration_stats: '5f6bf218bb25e8f0',
  stage_visit: '156b09eb3dcbeeac',
};
