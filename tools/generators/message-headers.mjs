// JSON Schemas of the headers of outgoing messages, and of what findings have in common, from their TypeScript types.
import { jsonSchemaPartOf } from '../json-schema-of.mjs';

export const name = 'message headers';

const PUBLISHED = 'apps/projector/src/publishing/message-headers.ts';
const TYPES = [
  ['RecordedHeaders', PUBLISHED],
  ['FindingHeaders', PUBLISHED],
  ['FindingData', PUBLISHED],
  ['DeadLetterHeaders', 'libs/intake/src/dead-letter-headers.ts'],
];

const schemaOf = (root, type, path) => jsonSchemaPartOf({ root, path, type, allowsUnknown: true });

export const outputs = ({ root }) => {
  const schemas = Object.fromEntries(TYPES.map(([type, path]) => [type, schemaOf(root, type, path)]));
  return { 'apps/projector/src/contracts/message-headers.generated.json': `${JSON.stringify(schemas, null, 2)}\n` };
};
