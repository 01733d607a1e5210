export * from './gemba-config';
export * from './projector-config';
export * from './read-configuration';
export { valueOf, variablesOf, type Variable } from './variable';
export { withDatabaseUrl } from './with-database-url';
