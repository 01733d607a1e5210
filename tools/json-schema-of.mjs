import { join } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';

/** JSON Schema of one exported type, self-contained. `allowsUnknown`: members that the type does not name may pass. */
export const jsonSchemaOf = ({ root, path, type, allowsUnknown }) =>
  createGenerator({
    path: join(root, path),
    tsconfig: join(root, 'tsconfig.json'),
    type,
    // `npm run check:types` has the compiler's verdict; here it would only cost seconds.
    skipTypeCheck: true,
    expose: 'none',
    topRef: false,
    jsDoc: 'extended',
    additionalProperties: allowsUnknown,
  }).createSchema(type);

/** The same without what a schema needs only as a document of its own. */
export const jsonSchemaPartOf = (asked) => {
  const schema = { ...jsonSchemaOf(asked) };
  delete schema.$schema;
  if (Object.keys(schema.definitions ?? {}).length === 0) delete schema.definitions;
  return schema;
};
