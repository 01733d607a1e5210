import { type Pool, type PoolClient } from 'pg';
import { type ProjectionSchemas, quoted } from '../database/schema-names';

/** Where tables are computed before they are merged into the live ones. Its views are nobody's to read. */
export const shadowOf = ({ tables }: ProjectionSchemas): ProjectionSchemas => ({
  tables: `${tables}_shadow`,
  views: `${tables}_shadow_views`,
});

/** Makes the schemas anew and empty. */
export const createEmpty = async (pool: Pool, schemas: ProjectionSchemas): Promise<void> => {
  await dropSchemas(pool, schemas);
  for (const schema of Object.values(schemas)) await pool.query(`create schema ${quoted(schema)}`);
};

export const dropSchemas = async (client: Pool | PoolClient, { tables, views }: ProjectionSchemas): Promise<void> => {
  await client.query(`drop schema if exists ${quoted(views)} cascade`);
  await client.query(`drop schema if exists ${quoted(tables)} cascade`);
};
