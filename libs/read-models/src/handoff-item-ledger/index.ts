import { analysisOver } from '../analysis-over';
import { handoffItemLedgerQuestion } from './handoff-item-ledger.query';
import { handoffItemLedger, ITEM_COLUMNS, type ItemOfLedger } from './handoff-item-ledger.rows';

export { handoffItemLedger, type HandoffItemLedgerRow } from './handoff-item-ledger.rows';

export const handoffItemLedgerTable = analysisOver<{ handoff_item: ItemOfLedger }>()({
  name: 'handoff_item_ledger',
  folder: __dirname,
  key: ['group_id'],
  question: handoffItemLedgerQuestion,
  reads: { handoff_item: ITEM_COLUMNS },
  rows: ({ handoff_item }, at) => handoffItemLedger(handoff_item, at),
});
