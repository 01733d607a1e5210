export * from './deal-case';
export { foldDealCase } from './fold-deal-case';
export * from './moment';
export * from './quote-family';
