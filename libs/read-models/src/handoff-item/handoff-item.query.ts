import { type Question } from '../question';
import { type HandoffItemRow } from './handoff-item.rows';

export const handoffItemQuestion: Question<HandoffItemRow> = {
  path: 'handoff-items',
  heading: 'handovers',
  summary: 'Which items were handed over, and what was wrong with them?',
  order: ['deal_id', 'handover_id', 'submission_no', 'item_key'],
  orders: { submitted: ['-submitted_at'] },
  filters: {
    deal: 'deal_id',
    handover: 'handover_id',
    item: 'item_key',
    process: 'process_id',
    version: 'version',
    boundary: 'boundary_key',
    origin: 'origin',
    party: { either: ['from_party', 'to_party'], meaning: 'Team or person on either side' },
    from: 'from_party',
    to: 'to_party',
    sender: 'sender_id',
    state: 'state',
    counted: 'counted',
    defect: 'defect',
    escapedDefect: 'escaped_defect',
    submitted: { span: 'submitted_at', meaning: 'When it was submitted' },
  },
  words: {
    origin: { recorded: true, derived: true },
    weight_source: { version: true, item: true, default: true },
    state: { complete: true, missing: true, invalid: true, not_named: true },
    defect: { missing: true, invalid: true, late: true, wrong: true },
    defect_how: { rejection: true, derived: true },
    escaped_defect: { missing: true, invalid: true, late: true, wrong: true },
  },
};
