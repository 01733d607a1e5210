export * from './binary';
export * from './event-type-name';
export * from './kafka';
export * from './public-event-type';
export * from './published-event';
export * from './structured';
