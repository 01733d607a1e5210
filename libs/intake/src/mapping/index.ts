export { type CompiledMapping, compileMapping, type MappingResult } from './compile-mapping';
export { correctingMapping } from './correcting-mapping';
export { type LookupFiles, lookupFilesOf } from './lookup-table';
export { type MappingFile } from './mapping-file';
export { readMapping, readMappingFile } from './read-mapping';
export { SHIPPED_MAPPINGS } from './shipped-mappings';
