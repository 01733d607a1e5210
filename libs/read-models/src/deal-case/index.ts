export * from './deal-case';
export { effectiveEvents } from './effective-events';
export { foldDealCase } from './fold-deal-case';
