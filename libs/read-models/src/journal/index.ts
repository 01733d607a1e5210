import { type HistoryView } from '../read-model';
import { journalQuestion } from './journal.query';

export const journal: HistoryView = { name: 'journal', folder: __dirname, question: journalQuestion };
