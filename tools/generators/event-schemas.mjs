// JSON Schema of each event's data, from the TypeScript types and their JSDoc: there is no second description to keep.
import { jsonSchemaOf } from '../json-schema-of.mjs';

export const name = 'event schemas';

const OUTPUT = 'libs/sales-process/src/event-schemas.generated.json';

/** A whole number that a JSON parser would round is refused, since the record would say another one. */
const keepExact = (schema) => {
  if (schema === null || typeof schema !== 'object') return;
  if (schema.type === 'integer') {
    schema.minimum ??= Number.MIN_SAFE_INTEGER;
    schema.maximum ??= Number.MAX_SAFE_INTEGER;
  }
  for (const part of Object.values(schema)) keepExact(part);
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
    path: 'libs/sales-process/src/sales.events.ts',
    type: 'EventsOfFamily',
    // Unknown members are kept in the record: docs/decisions says why.
    allowsUnknown: true,
  });
  keepExact(schema);
  return { [OUTPUT]: `${JSON.stringify(describe(schema), null, 2)}\n` };
};
