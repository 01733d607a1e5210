/** As much of JSON Schema as our contracts use. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly [keyword: string]: unknown;
}

/** Keywords that say something to people only. */
const ANNOTATIONS: ReadonlySet<string> = new Set([
  '$schema',
  '$id',
  '$comment',
  'title',
  'description',
  'examples',
  'default',
  'deprecated',
]);

const JUDGED: ReadonlySet<string> = new Set([
  ...['type', 'enum', 'const', 'anyOf', 'properties', 'required', 'additionalProperties', 'items'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minLength', 'maxLength', 'minItems', 'maxItems'],
  ...['pattern', 'format'],
]);

const TYPES = ['string', 'number', 'boolean', 'null', 'array', 'object'] as const;

/** What validates, by its keywords; annotations are left out. */
const constraintsOf = (schema: JsonSchema): [string, unknown][] =>
  Object.entries(schema).filter(([keyword]) => !ANNOTATIONS.has(keyword));

const isSchema = (value: unknown): value is JsonSchema =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** The schema without what it says to people, at every depth: two that validate alike in the same words are equal then. */
export const validationOf = (schema: JsonSchema): JsonSchema => {
  const inner = (keyword: string, value: unknown): unknown => {
    if (keyword === 'properties')
      return Object.fromEntries(
        Object.entries(value as Record<string, JsonSchema>).map(([name, member]) => [name, validationOf(member)]),
      );
    if (keyword === 'anyOf') return (value as JsonSchema[]).map(validationOf);
    if (keyword === 'required') return [...(value as string[])].sort();
    return (keyword === 'items' || keyword === 'additionalProperties') && isSchema(value) ? validationOf(value) : value;
  };
  return Object.fromEntries(constraintsOf(schema).map(([keyword, value]) => [keyword, inner(keyword, value)]));
};

/** Keywords of which this program does not know what they allow. */
export const unjudgedKeywords = (schema: JsonSchema): string[] => {
  const beside = schema.anyOf === undefined ? [] : constraintsOf(schema).map(([keyword]) => keyword);
  return [
    ...constraintsOf(schema).flatMap(([keyword]) => (JUDGED.has(keyword) ? [] : [keyword])),
    // What stands beside alternatives would have to be put into each of them.
    ...beside.filter((keyword) => keyword !== 'anyOf').map((keyword) => `${keyword} beside anyOf`),
  ];
};

/** A schema that lets everything pass. */
export const isOpen = (schema: JsonSchema | boolean | undefined): boolean =>
  schema === undefined || schema === true || (schema !== false && constraintsOf(schema).length === 0);

/** A list of allowed values; null where any value of its type is allowed. */
export const valuesOf = (schema: JsonSchema): readonly unknown[] | null =>
  schema.enum ?? ('const' in schema ? [schema.const] : null);

/** The schema as alternatives of one type each. */
export const alternativesOf = (schema: JsonSchema): readonly (JsonSchema & { readonly type: string })[] => {
  if (schema.anyOf !== undefined) return schema.anyOf.flatMap(alternativesOf);
  const types = schema.type === undefined ? TYPES : [schema.type].flat();
  return types.map((type) => ({ ...schema, type }));
};
