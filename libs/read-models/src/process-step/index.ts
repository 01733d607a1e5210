import { type ReferenceTable } from '../read-model';
import { processStepQuestion } from './process-step.query';
import { type ProcessStepRow, processStepRows } from './process-step.rows';

export const processStep: ReferenceTable<ProcessStepRow> = {
  name: 'process_step',
  folder: __dirname,
  key: ['process_id', 'version', 'step_key'],
  question: processStepQuestion,
  rows: processStepRows,
};
