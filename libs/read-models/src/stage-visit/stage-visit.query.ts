import { type Question } from '../question';
import { type StageVisitRow } from './stage-visit.rows';

export const stageVisitQuestion: Question<StageVisitRow, 'cumulative_s' | 'cumulative_bs'> = {
  path: 'stage-visits',
  heading: 'steps',
  summary: 'Which stays of deals in steps are there?',
  list: 'visits',
  order: ['deal_id', 'visit_seq'],
  orders: { entered: ['-entered_at'] },
  filters: {
    deal: 'deal_id',
    process: 'process_id',
    version: 'version',
    step: 'step_key',
    segment: 'segment',
    open: 'censored',
    latest: 'is_latest',
    direction: 'direction',
    entered: { span: 'entered_at', meaning: 'When the deal entered the step' },
    exited: { span: 'exited_at', meaning: 'When it left' },
  },
  words: {
    exit_kind: { moved: true, closed: true, migrated: true },
    time_precision: { instant: true, day: true, unknown: true },
    direction: { first: true, forward: true, backward: true, sideways: true, migrated: true },
  },
  asOf: {
    function: 'stage_visit_as_of',
    meaning: 'Visits as they were true at this instant: later ones out, a later exit undone, open ones with their age',
    renamed: { age_s: 'duration_s', age_bs: 'duration_bs' },
  },
};
