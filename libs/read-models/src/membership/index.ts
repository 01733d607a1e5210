export * from './membership';
export * from './merges';
