// Written by `npm run generate`. A table whose revision changed is computed anew.
export const REVISIONS: Readonly<Record<string, string>> = {
  business_calendar_day: '4481f5ab18805e12',
  deal_state: 'e6d69c573682191b',
  stage_duration_stats: 'c9d79fe9ea9b5e83',
  stage_visit: '1f357a2c278bb570',
};
