import { type PlainView } from '../read-model';

export const dimDate: PlainView = { name: 'dim_date', folder: __dirname, key: ['day'], follows: 'reference' };
