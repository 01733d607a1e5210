// JSON Schema of what each kind of finding says, from the TypeScript types and their JSDoc, with golden examples.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchemaOf } from '../json-schema-of.mjs';

export const name = 'finding schemas';

const FOLDER = 'libs/read-models/src/findings';

const examplesIn = (folder) =>
  Object.fromEntries(
    readdirSync(folder)
      .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')))
      .map(({ kind, data }) => [kind, data]),
  );

export const outputs = ({ root }) => {
  // Consumers must let members pass that they do not know: members may be added.
  const schema = jsonSchemaOf({ root, path: `${FOLDER}/findings.ts`, type: 'Findings', allowsUnknown: true });
  const examples = examplesIn(join(root, FOLDER, 'golden'));
  const kinds = Object.entries(schema.properties).map(([kind, { description: doc, ...detail }]) => [
    kind,
    { doc, detail, examples: examples[kind] ?? [] },
  ]);
  return { [`${FOLDER}/finding-schemas.generated.json`]: `${JSON.stringify(Object.fromEntries(kinds), null, 2)}\n` };
};
