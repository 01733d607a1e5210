export * from './conduct';
