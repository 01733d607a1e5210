import { type PlainView } from '../read-model';

export const journal: PlainView = {
  name: 'journal',
  folder: __dirname,
  key: ['entry_id'],
  follows: 'journal',
};
