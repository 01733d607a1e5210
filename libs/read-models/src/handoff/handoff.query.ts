import { type Question } from '../question';
import { type HandoffRow } from './handoff.rows';

export const handoffQuestion: Question<HandoffRow> = {
  path: 'handoffs',
  heading: 'handovers',
  summary: 'How did each handover go, from first submission to acceptance?',
  order: ['deal_id', 'handover_id'],
  orders: {
    submitted: ['-first_submitted_at'],
    slowest: ['-accept_s'],
  },
  filters: {
    deal: 'deal_id',
    handover: 'handover_id',
    process: 'process_id',
    version: 'version',
    segment: 'segment',
    boundary: 'boundary_key',
    origin: 'origin',
    partyKind: 'party_kind',
    party: { either: ['from_party', 'to_party'], meaning: 'Team or person on either side' },
    from: 'from_party',
    to: 'to_party',
    sender: 'sender_id',
    status: 'status',
    open: 'censored',
    firstPass: 'first_pass',
    completeAndAccurate: 'complete_and_accurate',
    falseComplete: 'false_complete',
    submitted: { span: 'first_submitted_at', meaning: 'When it was first submitted' },
    accepted: { span: 'accepted_at', meaning: 'When the receiver took the work over' },
  },
  words: {
    origin: { recorded: true, derived: true },
    party_kind: { team: true, person: true },
    status: { pending: true, rejected: true, accepted: true, withdrawn: true, unjudged: true },
  },
  shapes: { returned_at: { type: 'array', items: { type: 'string', nullable: true } } },
  asOf: {
    function: 'handoff_as_of',
    meaning: 'Handovers under way at this instant, submitted and neither accepted nor withdrawn, with their age',
    meanings: {
      age_s: 'Calendar seconds from the first submission to the as-of',
      age_bs: 'The same in business seconds; NULL where no calendar counts them',
    },
  },
};
