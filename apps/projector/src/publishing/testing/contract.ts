import Ajv, { type ValidateFunction } from 'ajv/dist/2020';
import { canonicalInstant, isUuid } from '@gemba/event-sourcing';
import { publishedSchemas } from '../../contracts/published-schemas';

const ajv = new Ajv({ strict: true, allowUnionTypes: true });
ajv.addFormat('date-time', (text) => canonicalInstant(text) !== null);
ajv.addFormat('date', /^\d{4}-\d{2}-\d{2}$/);
ajv.addFormat('time-zone', true);
ajv.addFormat('uri', /^[a-z][a-z0-9+.-]*:[^\s]+$/);
ajv.addFormat('uuid', isUuid);

const validators = new Map<string, ValidateFunction>(
  publishedSchemas().map(({ key, schema }) => [key, ajv.compile(schema)]),
);

/** What a value breaks of a published schema, such as `DealWon.v1`; none where it keeps it. */
export const breachesOf = (schema: string, value: unknown): unknown[] => {
  const matches = validators.get(schema);
  if (matches === undefined) return [`there is no schema ${schema}`];
  return matches(value) ? [] : (matches.errors ?? []);
};
