export * from './gemba-config';
export * from './read-configuration';
export { variablesOf, type Variable } from './variable';
export { withDatabaseUrl } from './with-database-url';
