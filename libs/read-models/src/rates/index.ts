export * from './case-at';
export * from './deals-at';
export * from './evidence';
export * from './quotes-at';
export * from './scopes';
export * from './buckets';
export * from './tally';
