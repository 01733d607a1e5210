// JSON Schema of the envelope in which sources publish their events, from its TypeScript type.
import { jsonSchemaPartOf } from '../json-schema-of.mjs';

export const name = 'published event';

const FOLDER = 'libs/intake/src/cloud-events';

export const outputs = ({ root }) => {
  const schema = jsonSchemaPartOf({
    root,
    path: `${FOLDER}/published-event.ts`,
    type: 'PublishedEvent',
    allowsUnknown: true,
  });
  return { [`${FOLDER}/published-event.generated.json`]: `${JSON.stringify(schema, null, 2)}\n` };
};
