// JSON Schema of a process definition file, from its TypeScript type. Editors can use it too.
import { jsonSchemaOf } from '../json-schema-of.mjs';

export const name = 'process file schema';

const FOLDER = 'libs/sales-process/src/process-file';

export const outputs = ({ root }) => {
  // A misspelled member of a file written by hand is a fault: nothing unknown passes.
  const schema = jsonSchemaOf({ root, path: `${FOLDER}/process-file.ts`, type: 'ProcessFile', allowsUnknown: false });
  delete schema.definitions;
  return { [`${FOLDER}/process-file.schema.generated.json`]: `${JSON.stringify(schema, null, 2)}\n` };
};
