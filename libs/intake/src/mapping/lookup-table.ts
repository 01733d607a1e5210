import { parse } from 'csv-parse/sync';
import { type LookupTable, type MappingFile } from './mapping-file';
import { type Problems } from './problems';

/** Contents of the files that a mapping's lookups name, by that name. */
export type LookupFiles = Readonly<Record<string, string | Uint8Array>>;

/** The files that must be given along with a mapping. */
export const lookupFilesOf = (mapping: MappingFile): readonly string[] => [
  ...new Set(Object.values(mapping.lookups ?? {}).flatMap((table) => ('file' in table ? [table.file] : []))),
];

type FileTable = Extract<LookupTable, { file: string }>;

const recordsOf = (content: string | Uint8Array, delimiter: string): Record<string, string>[] | string => {
  try {
    return parse(Buffer.from(content), { bom: true, columns: true, skip_empty_lines: true, delimiter });
  } catch (error) {
    return (error as Error).message;
  }
};

const readTable = (table: FileTable, content: string | Uint8Array, path: string, problems: Problems) => {
  const found = new Map<string, string>();
  const records = recordsOf(content, table.delimiter ?? ',');
  if (typeof records === 'string') {
    problems.add(`${path}.file`, table.file, `it is no CSV file with a header (${records}); mend the file`);
    return found;
  }
  const [first] = records;
  for (const name of [table.key, table.value]) {
    if (first !== undefined && !Object.hasOwn(first, name)) {
      problems.add(path, name, `${table.file} has no such column; it has ${Object.keys(first).join(', ')}`);
    }
  }
  for (const record of records) {
    const key = record[table.key];
    const value = record[table.value];
    if (key !== undefined && value !== undefined && value !== '' && !found.has(key)) found.set(key, value);
  }
  return found;
};

/** All lookup tables of a mapping, ready to be asked. Of rows with the same key the first holds. */
export const readLookups = (
  mapping: MappingFile,
  files: LookupFiles,
  problems: Problems,
): ReadonlyMap<string, ReadonlyMap<string, string>> => {
  const tables = new Map<string, ReadonlyMap<string, string>>();
  for (const [name, table] of Object.entries(mapping.lookups ?? {})) {
    const path = `lookups.${name}`;
    if ('entries' in table) {
      tables.set(name, new Map(Object.entries(table.entries)));
      continue;
    }
    const content = Object.hasOwn(files, table.file) ? files[table.file] : undefined;
    if (content === undefined)
      problems.add(`${path}.file`, table.file, 'the file was not given along with the mapping');
    tables.set(name, content === undefined ? new Map() : readTable(table, content, path, problems));
  }
  return tables;
};
