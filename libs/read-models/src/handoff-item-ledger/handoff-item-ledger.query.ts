import { type Question } from '../question';
import { type HandoffItemLedgerRow } from './handoff-item-ledger.rows';

export const handoffItemLedgerQuestion: Question<HandoffItemLedgerRow> = {
  path: 'handoff-item-ledger',
  heading: 'handovers',
  summary: 'Which items are missing, invalid, late or wrong, and from whom?',
  order: ['group_id'],
  orders: {
    mostLacking: ['-lacking_n'],
    worst: ['-lacking_rate'],
  },
  filters: {
    process: 'process_id',
    origin: 'origin',
    party: { either: ['from_party', 'to_party'], meaning: 'Team or person on either side' },
    from: 'from_party',
    to: 'to_party',
    item: 'item_key',
    senderScope: 'sender_scope',
    sender: 'sender_id',
  },
  words: {
    origin: { recorded: true, derived: true },
    sender_scope: { all: true, one: true },
  },
  estimates: [{ value: 'lacking_rate', n: 'n', interval: ['lacking_rate_lo', 'lacking_rate_hi'] }],
};
