import { type HistoryView } from '../read-model';

export const dealHistory: HistoryView = { name: 'deal_history', folder: __dirname };
