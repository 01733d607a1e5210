// JSON Schema of the mapping file, from its TypeScript types: what the types do not know is refused as a misspelling.
import { join } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';

export const name = 'mapping file schema';

const OUTPUT = 'libs/intake/src/mapping/mapping-file.schema.generated.json';

export const outputs = ({ root }) => {
  const schema = createGenerator({
    path: join(root, 'libs/intake/src/mapping/mapping-file.ts'),
    tsconfig: join(root, 'tsconfig.json'),
    type: 'MappingFile',
    skipTypeCheck: true,
    topRef: true,
    jsDoc: 'extended',
    additionalProperties: false,
  }).createSchema('MappingFile');
  schema.$schema = 'https://json-schema.org/draft/2020-12/schema';
  return { [OUTPUT]: `${JSON.stringify(schema, null, 2)}\n` };
};
