/** Where one projection lives: its own tables, and the views that BI sees over them. */
export interface ProjectionSchemas {
  readonly tables: string;
  readonly views: string;
}

/** The projection that is asked when nobody says otherwise. */
export const LIVE_SCHEMAS: ProjectionSchemas = { tables: 'projection', views: 'bi_v1' };

/** A name as PostgreSQL wants it in a statement. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Puts the schemas' names into SQL that says `:tables` and `:views`; a cast such as `x::text` is left alone. */
export const withSchemas = (sql: string, { tables, views }: ProjectionSchemas): string =>
  sql.replace(/(?<!:):(tables|views)\b/g, (_, which: string) => quoted(which === 'tables' ? tables : views));
