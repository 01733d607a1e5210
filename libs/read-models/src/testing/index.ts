export * from './history';
export * from './metric-example';
export * from './reference';
export * from './shared-histories';
export * from './shipped-process';
