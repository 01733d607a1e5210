// Written by `npm run generate`. A table whose revision changed is computed anew.
export const REVISIONS: Readonly<Record<string, string>> = {
  business_calendar_day: '393f1e6353b39803',
  deal_state: 'a441bf0492509406',
  stage_duration_stats: '30d855cbcecfbb8b',
  stage_visit: 'fc7dbc03b4cc65ed',
};
