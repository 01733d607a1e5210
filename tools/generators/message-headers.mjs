// JSON Schemas of the headers of outgoing messages, and of what findings have in common, from their TypeScript types.
import { jsonSchemaPartOf } from '../json-schema-of.mjs';

export const name = 'message headers';

const PATH = 'apps/projector/src/publishing/message-headers.ts';
const TYPES = ['RecordedHeaders', 'FindingHeaders', 'FindingData'];

const schemaOf = (root, type) => jsonSchemaPartOf({ root, path: PATH, type, allowsUnknown: true });

export const outputs = ({ root }) => {
  const schemas = Object.fromEntries(TYPES.map((type) => [type, schemaOf(root, type)]));
  return { 'apps/projector/src/contracts/message-headers.generated.json': `${JSON.stringify(schemas, null, 2)}\n` };
};
