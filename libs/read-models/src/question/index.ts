export { columnsReturned, type ColumnType, columnTypeOf } from './column';
export * from './question';
