export * from './business-calendar';
export * from './context';
export * from './deal-case';
export * from './history';
export * from './membership';
export * from './read-model';
export * from './tables';
