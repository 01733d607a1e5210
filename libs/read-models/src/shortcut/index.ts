import { type DealReadModel } from '../read-model';
import { shortcutQuestion } from './shortcut.query';
import { shortcutConclusions, type ShortcutRow, shortcutRows } from './shortcut.rows';

export { type ShortcutKind } from './deviation';
export { type ShortcutFinding } from './shortcut.finding';
export { type ShortcutRow } from './shortcut.rows';

export const shortcut: DealReadModel<ShortcutRow> = {
  name: 'shortcut',
  folder: __dirname,
  key: ['deal_id', 'shortcut_id'],
  question: shortcutQuestion,
  rows: shortcutRows,
  conclusions: shortcutConclusions,
};
