import { type Context } from '../context';
import { type HistoryEvent } from '../history-event';
import { type DealCase } from './deal-case';

/**
 * Folds everything recorded about one deal, its own streams and those that belong to it, in any order, into its case.
 * Pure; one sort and one walk.
 */
export const foldDealCase = (_rootDealId: string, _events: readonly HistoryEvent[], _context: Context): DealCase => {
  throw new Error('being written');
};
