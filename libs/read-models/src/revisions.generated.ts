// Written by `npm run generate`. A table whose revision changed is computed anew.
export const REVISIONS: Readonly<Record<string, string>> = {
  business_calendar_day: '21b229c6b383b1be',
  deal_state: '9672cf4b98eefb9b',
  stage_duration_stats: 'a2b00a8f7e5cf4fe',
  stage_visit: '662436e3198f8f9a',
};
