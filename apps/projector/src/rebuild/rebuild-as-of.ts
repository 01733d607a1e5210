import { canonicalInstant, type EventStore, type Position } from '@gemba/event-sourcing';
import { type Pool } from 'pg';
import { endOfYesterday } from '../analyses/end-of-yesterday';
import { type ProjectionSchemas } from '../database/schema-names';
import { Projection } from '../projection';
import { type ReadModelCatalogue } from '../schema/read-model-catalogue';
import { createEmpty } from './shadow-schema';

/** What the tables said at an instant, in schemas of their own. */
export interface TablesAsOf {
  readonly recordedAt: string;
  /** Of the last event that had been recorded by then. */
  readonly position: Position;
  /** What the tables across deals were computed as of: the end of the day before. */
  readonly asOf: string;
  readonly schemas: ProjectionSchemas;
}

/** `2026-03-02T10:00:00.000000Z` → `projection_as_of_20260302t100000_000000z`. */
export const schemasAsOf = ({ tables, views }: ProjectionSchemas, recordedAt: string): ProjectionSchemas => {
  const suffix = `_as_of_${recordedAt.toLowerCase().replace(/[-:]/g, '').replace('.', '_')}`;
  return { tables: `${tables}${suffix}`, views: `${views}${suffix}` };
};

/** Answers "what did the tables say that day": the same projector, up to the last event recorded by then. */
export const rebuildAsOf = async (
  pool: Pool,
  live: ProjectionSchemas,
  catalogue: ReadModelCatalogue,
  store: EventStore,
  at: string,
  zone: string,
): Promise<TablesAsOf> => {
  const recordedAt = canonicalInstant(at);
  if (recordedAt === null)
    throw new RangeError(`The instant ${at} is none. Give it with its offset, such as 2026-03-02T10:00:00Z.`);
  const position = await store.positionAt(recordedAt);
  const schemas = schemasAsOf(live, recordedAt);
  const asOf = endOfYesterday(new Date(recordedAt), zone);
  const projection = new Projection(pool, schemas, catalogue, 'beside');
  await createEmpty(pool, schemas);
  await projection.prepare();
  await projection.catchUp(store, position, asOf);
  return { recordedAt, position, asOf, schemas };
};
