import { type Question } from '../question';
import { type ProcessStepRow } from './process-step.rows';

export const processStepQuestion: Question<ProcessStepRow> = {
  path: 'process-steps',
  heading: 'process',
  summary: 'What is due in each step of each version of each process?',
  order: ['process_id', 'version', 'step_key'],
  orders: { place: ['process_id', 'version', 'ordinal'] },
  filters: {
    process: 'process_id',
    version: 'version',
    step: 'step_key',
    ownerRole: 'owner_role',
    person: 'people',
    paper: 'paperwork',
    fromCustomer: 'from_customer',
    mandatory: 'is_mandatory',
    visible: 'is_visible',
    closing: 'is_closing',
    retired: { present: 'retired_at', meaning: 'true: versions that no new deal follows; false: those still followed' },
    effective: { span: 'effective_from_at', meaning: 'From when deals that are opened follow the version' },
  },
  words: {
    next_kind: { xor: true, and: true },
    begins_after: { all: true, any: true },
  },
};
