export * from './published-trials';
export * from './shared-data';
