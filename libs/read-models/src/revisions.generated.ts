// Written by `npm run generate`. A table whose revision changed is computed anew.
export const REVISIONS: Readonly<Record<string, string>> = {
  business_calendar_day: '69b8c5474048768b',
  deal_outcome: '28aea227f5339c42',
  deal_state: 'c7fb924aa42a5b52',
  followup_deal: '9df7653d96bf5fb4',
  followup_sequence: 'e3b4856ff3a2f1bb',
  quote_outcome: '6a621512a038c41d',
  stage_duration_stats: '8c0f5bc44d0f74e7',
  stage_visit: '531c0dbfa87317a8',
};
