/** Attribute elements of XES, and what their value is where it is no text. */
const ATTRIBUTE_TYPES: ReadonlyMap<string, 'number' | 'boolean' | 'text'> = new Map([
  ['string', 'text'],
  ['date', 'text'],
  ['id', 'text'],
  ['int', 'number'],
  ['float', 'number'],
  ['boolean', 'boolean'],
  ['list', 'text'],
  ['container', 'text'],
]);

/** What an attribute element's value is; undefined for every other element: inside an event those only group. */
export const attributeTypeOf = (name: string): 'number' | 'boolean' | 'text' | undefined => ATTRIBUTE_TYPES.get(name);

/** `xes:event` → `event`: a log may give the standard's namespace any prefix. */
export const localName = (name: string): string => {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
};
