// Written by `npm run generate`. A table whose revision changed is computed anew.
export const REVISIONS: Readonly<Record<string, string>> = {
  business_calendar_day: '54c9b98516ccd39c',
  deal_state: 'aa224d48bd716c9b',
  stage_duration_stats: 'd1c6abe60c0cfb49',
  stage_visit: 'e7933759caa5604e',
};
