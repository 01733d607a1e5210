// Written by `npm run generate`. A table whose revision changed is computed anew.
export const REVISIONS: Readonly<Record<string, string>> = {
  business_calendar_day: '6a0f041e33977b06',
  deal_conformance: 'fa340c263fdf781d',
  deal_outcome: '0a5040bc9d50b95a',
  deal_state: '074fdf0b20b9e749',
  followup_deal: 'd2c4a73d259d6d78',
  followup_sequence: '9de969a6f34891c4',
  handoff: '603a2ac88e502b3c',
  handoff_item: '40f90cf159f9c62c',
  handoff_submission: '97c2956c5ea4d12c',
  quote_outcome: '330946b4b699b700',
  stage_duration_stats: 'fdfc1ea7c4058ae7',
  stage_visit: 'dcd019a36bd37e57',
};
