import Ajv from 'ajv/dist/2020';
import { isDeepStrictEqual } from 'node:util';
import { alternativesOf, isOpen, type JsonSchema, unjudgedKeywords, validationOf, valuesOf } from './json-schema';

/** Why a value that the narrower-to-be schema allows may be refused by the wider-to-be one. */
export interface Misfit {
  /** Where in the value: `data.items[].key`. */
  readonly path: string;
  readonly code:
    /** It may be of a type that the other does not take. */
    | 'type'
    /** It may be missing where the other demands it. */
    | 'missing'
    /** It may be anything where the other says what it must be. */
    | 'unnamed'
    /** It may be a value that is not in the other's list. */
    | 'value'
    /** It may be a member that the other does not let pass. */
    | 'closed'
    /** Its size, range or form may be one that the other does not take. */
    | 'bound'
    /** A keyword that cannot be judged differs. */
    | 'unjudged';
  /** What of it, for people. */
  readonly what: string;
}

type OneType = JsonSchema & { readonly type: string };

const ajv = new Ajv({ strict: false, validateFormats: false });

const shown = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join(', ');

const LOWER = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems'] as const;
const UPPER = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems'] as const;
const EXACT = ['pattern', 'format'] as const;

const bounds = (sub: JsonSchema, sup: JsonSchema, path: string): Misfit[] => {
  const misfit = (keyword: string, value: unknown): Misfit => ({
    path,
    code: 'bound',
    what: `${keyword} ${String(value)}`,
  });
  return [
    ...LOWER.filter((k) => sup[k] !== undefined && !((sub[k] ?? -Infinity) >= sup[k])).map((k) => misfit(k, sup[k])),
    ...UPPER.filter((k) => sup[k] !== undefined && !((sub[k] ?? Infinity) <= sup[k])).map((k) => misfit(k, sup[k])),
    ...EXACT.filter((k) => sup[k] !== undefined && sub[k] !== sup[k]).map((k) => misfit(k, sup[k])),
  ];
};

const memberOf = ({ properties, additionalProperties }: JsonSchema, name: string): JsonSchema | boolean =>
  properties?.[name] ?? additionalProperties ?? true;

/** A member that both know, or that one of them says nothing of. */
const member = (sub: JsonSchema, sup: JsonSchema, name: string, path: string): Misfit[] => {
  const [inSub, inSup] = [memberOf(sub, name), memberOf(sup, name)];
  // It cannot be there at all, or it may be anything.
  if (inSub === false || isOpen(inSup)) return [];
  if (inSup === false) return [{ path, code: 'closed', what: name }];
  if (isOpen(inSub)) return [{ path, code: 'unnamed', what: name }];
  return misfits(inSub as JsonSchema, inSup as JsonSchema, path);
};

const objects = (sub: JsonSchema, sup: JsonSchema, path: string): Misfit[] => {
  const below = (name: string): string => (path === '' ? name : `${path}.${name}`);
  const names = new Set([...Object.keys(sup.properties ?? {}), ...Object.keys(sub.properties ?? {})]);
  const missing = (sup.required ?? []).filter((name) => !(sub.required ?? []).includes(name));
  return [
    ...missing.map((name): Misfit => ({ path: below(name), code: 'missing', what: name })),
    ...[...names].flatMap((name) => member(sub, sup, name, below(name))),
    // Whatever else may be in them.
    ...member({ ...sub, properties: {} }, { ...sup, properties: {} }, 'any other', below('*')),
  ];
};

const ofOneType = (sub: OneType, sup: OneType, path: string): Misfit[] => {
  const inner =
    sub.type === 'array' && !isOpen(sup.items)
      ? misfits(sub.items ?? {}, sup.items!, `${path}[]`)
      : sub.type === 'object'
        ? objects(sub, sup, path)
        : [];
  return [...bounds(sub, sup, path), ...inner];
};

const isOfType = (sub: string, sup: string): boolean => sub === sup || (sub === 'integer' && sup === 'number');

/** One alternative of the narrower-to-be schema against all of the other's: one that takes it is enough. */
const alternative = (sub: OneType, sup: JsonSchema, path: string): Misfit[] => {
  const candidates = alternativesOf(sup).filter(({ type }) => isOfType(sub.type, type));
  const found = candidates.map((candidate) =>
    valuesOf(candidate) === null
      ? ofOneType(sub, candidate, path)
      : [{ path, code: 'value' as const, what: `any ${sub.type}` }],
  );
  if (found.length === 0) return [{ path, code: 'type', what: sub.type }];
  return found.reduce((least, one) => (one.length < least.length ? one : least));
};

const misfits = (sub: JsonSchema, sup: JsonSchema, path: string): Misfit[] => {
  if (isDeepStrictEqual(validationOf(sub), validationOf(sup))) return [];
  const unjudged = [...new Set([...unjudgedKeywords(sub), ...unjudgedKeywords(sup)])];
  if (unjudged.length > 0) return [{ path, code: 'unjudged', what: unjudged.join(', ') }];
  const values = valuesOf(sub);
  if (values === null) return alternativesOf(sub).flatMap((one) => alternative(one, sup, path));
  const takes = ajv.compile(sup);
  const refused = values.filter((value) => !takes(value));
  return refused.length === 0 ? [] : [{ path, code: 'value', what: shown(refused) }];
};

/**
 * Whether every value that `sub` allows is allowed by `sup`: no misfits, then. Where it cannot be told, that is a misfit:
 * the answer may be too strict, never too lenient. Formats are names here, equal or not.
 */
export const misfitsWithin = (sub: JsonSchema, sup: JsonSchema): readonly Misfit[] => misfits(sub, sup, '');
