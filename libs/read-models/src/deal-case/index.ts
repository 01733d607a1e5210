export * from './conduct';
export * from './deal-case';
export { foldDealCase } from './fold-deal-case';
export * from './handovers';
export * from './moment';
export * from './quote-family';
export * from './remembering-last';
export * from './classification';
