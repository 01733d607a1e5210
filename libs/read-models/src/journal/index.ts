import { type HistoryView } from '../read-model';

export const journal: HistoryView = { name: 'journal', folder: __dirname };
