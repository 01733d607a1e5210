export * from './binary';
export * from './event-type-name';
export * from './public-event-type';
export * from './published-event';
export * from './structured';
