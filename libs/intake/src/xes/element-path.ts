/** Attribute elements of XES; every other element inside a trace or event only groups them. */
const ATTRIBUTE_TYPES = {
  string: undefined,
  date: undefined,
  id: undefined,
  int: 'number',
  float: 'number',
  boolean: 'boolean',
  list: undefined,
  container: undefined,
} as const;

export type AttributeType = keyof typeof ATTRIBUTE_TYPES;

export const isAttributeType = (name: string): name is AttributeType => Object.hasOwn(ATTRIBUTE_TYPES, name);

export const valueTypeOf = (type: AttributeType): 'number' | 'boolean' | undefined => ATTRIBUTE_TYPES[type];

/** `xes:event` → `event`: a log may give the standard's namespace any prefix. */
export const localName = (name: string): string => {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
};
