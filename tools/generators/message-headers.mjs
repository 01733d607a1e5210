// JSON Schemas of the headers of outgoing messages, and of what findings have in common, from their TypeScript types.
import { jsonSchemaOf } from '../json-schema-of.mjs';

export const name = 'message headers';

const PATH = 'apps/projector/src/publishing/message-headers.ts';
const TYPES = ['RecordedHeaders', 'FindingHeaders', 'FindingData'];

const schemaOf = (root, type) => {
  const {
    $schema: _dialect,
    definitions: _none,
    ...schema
  } = jsonSchemaOf({ root, path: PATH, type, allowsUnknown: true });
  return schema;
};

export const outputs = ({ root }) => {
  const schemas = Object.fromEntries(TYPES.map((type) => [type, schemaOf(root, type)]));
  return { 'apps/projector/src/contracts/message-headers.generated.json': `${JSON.stringify(schemas, null, 2)}\n` };
};
