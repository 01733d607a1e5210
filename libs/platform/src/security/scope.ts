export const SCOPES = ['ingest', 'read', 'replay', 'admin'] as const;

/** What a caller may do: publish events, read tables, replay streams, everything. */
export type Scope = (typeof SCOPES)[number];

export const isScope = (text: string): text is Scope => (SCOPES as readonly string[]).includes(text);
