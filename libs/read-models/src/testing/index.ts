export * from './history';
export * from './reference';
