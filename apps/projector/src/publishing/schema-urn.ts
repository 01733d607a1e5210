/** The name by which a published schema is known for ever, wherever it is served: `urn:gemba:schema:DealOpened:v1`. */
export const schemaUrn = (name: string, version: number): string => `urn:gemba:schema:${name}:v${version}`;
