export * from './sales.events';
export * from './sales.events.schema';
export * from './sales.events.upcast';
