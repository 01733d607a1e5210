import { type PlainView } from '../read-model';

export const dealHistory: PlainView = {
  name: 'deal_history',
  folder: __dirname,
  key: ['deal_id', 'event_id'],
  follows: 'history',
};
