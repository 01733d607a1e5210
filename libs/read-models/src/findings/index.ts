export * from './finding-schemas';
export * from './findings';
