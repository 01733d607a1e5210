/** Public names of our event types: `gemba.DealOpened.v1`, the last part being the shape's schema version. */
const NAME = /^gemba\.([A-Za-z]+)\.v([1-9]\d{0,5})$/;

export const publicTypeName = (type: string, schemaVersion: number): string => `gemba.${type}.v${schemaVersion}`;

/** `gemba.DealOpened.v1` → its type and version; null for any other text. */
export const parsePublicTypeName = (name: string): { readonly type: string; readonly schemaVersion: number } | null => {
  const parts = NAME.exec(name);
  return parts === null ? null : { type: parts[1]!, schemaVersion: Number(parts[2]) };
};
