export * from './translation';
