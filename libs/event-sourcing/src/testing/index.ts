export * from './specify-decider';
