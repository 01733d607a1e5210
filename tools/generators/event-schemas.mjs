// JSON Schema of each event's data, from the TypeScript types and their JSDoc: there is no second description to keep.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchemaOf } from '../json-schema-of.mjs';

export const name = 'event schemas';

const ROOM = 'libs/sales-process/src';
const OUTPUT = `${ROOM}/event-schemas.generated.json`;

/** A whole number that a JSON parser would round is refused, since the record would say another one. */
const keepExact = (schema) => {
  if (schema === null || typeof schema !== 'object') return;
  if (schema.type === 'integer') {
    schema.minimum ??= Number.MIN_SAFE_INTEGER;
    schema.maximum ??= Number.MAX_SAFE_INTEGER;
  }
  for (const part of Object.values(schema)) keepExact(part);
};

/** The golden events of each type's latest shape: what is recorded, as an example for those who read or send it. */
const examplesIn = (folder) => {
  const latest = {};
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/golden[\\/][^\\/]+\.json$/.test(path)) continue;
    const golden = JSON.parse(readFileSync(join(folder, path), 'utf8'));
    if ((latest[golden.type]?.schemaVersion ?? 0) < golden.schemaVersion) latest[golden.type] = golden;
  }
  return latest;
};

/** One entry a type: its one line of meaning, where it may stand, the schema of its data. */
const describe = (eventsOfFamily) => {
  const events = {};
  for (const [family, union] of Object.entries(eventsOfFamily.properties)) {
    for (const event of union.anyOf) {
      const type = event.properties.type.const;
      events[type] ??= { doc: event.description ?? '', families: [], data: event.properties.data };
      events[type].families.push(family);
    }
  }
  return events;
};

export const outputs = ({ root }) => {
  const schema = jsonSchemaOf({
    root,
    path: `${ROOM}/sales.events.ts`,
    type: 'EventsOfFamily',
    // Unknown members are kept in the record: docs/decisions says why.
    allowsUnknown: true,
  });
  keepExact(schema);
  const events = describe(schema);
  const examples = examplesIn(join(root, ROOM));
  for (const [type, event] of Object.entries(events)) event.examples = examples[type]?.data ?? [];
  return { [OUTPUT]: `${JSON.stringify(events, null, 2)}\n` };
};
