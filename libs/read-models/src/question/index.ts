export * from './column';
export * from './columns-in-sql';
export * from './question';
