import { type Analysis } from '../read-model';
import { handoffItemLedgerQuestion } from './handoff-item-ledger.query';
import {
  handoffItemLedger,
  type HandoffItemLedgerRow,
  ITEM_COLUMNS,
  type ItemOfLedger,
} from './handoff-item-ledger.rows';

export { handoffItemLedger, type HandoffItemLedgerRow } from './handoff-item-ledger.rows';

export const handoffItemLedgerTable: Analysis<HandoffItemLedgerRow> = {
  name: 'handoff_item_ledger',
  folder: __dirname,
  key: ['group_id'],
  question: handoffItemLedgerQuestion,
  reads: { handoff_item: ITEM_COLUMNS },
  rows: (tables, at) => handoffItemLedger(tables['handoff_item'] as readonly ItemOfLedger[], at),
};
