export * from './history';
export * from './reference';
export * from './shared-histories';
export * from './shipped-process';
