// Written by `npm run generate`. A table whose revision changed is computed anew.
export const REVISIONS: Readonly<Record<string, string>> = {
  business_calendar_day: '0252096c9647bb4a',
  deal_state: '485c320623933e55',
  stage_duration_stats: 'c14e61f8aa78a75c',
  stage_visit: '30754e0aa59a2033',
};
