export * from './deal-stream';
export * from './effective-events';
export * from './history-event';
