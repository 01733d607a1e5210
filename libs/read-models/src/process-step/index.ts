import { type ReferenceTable } from '../read-model';
import { type ProcessStepRow, processStepRows } from './process-step.rows';

export const processStep: ReferenceTable<ProcessStepRow> = {
  name: 'process_step',
  folder: __dirname,
  key: ['process_id', 'version', 'step_key'],
  rows: processStepRows,
};
