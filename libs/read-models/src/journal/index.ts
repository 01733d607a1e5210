import { type PlainView } from '../read-model';
import { journalQuestion } from './journal.query';

export const journal: PlainView = {
  name: 'journal',
  folder: __dirname,
  key: ['entry_id'],
  question: journalQuestion,
  follows: 'journal',
};
