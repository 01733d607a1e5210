import { InMemoryEventStore } from '@gemba/event-sourcing';
import { createPool } from '@gemba/platform';
import { createTestDatabase } from '@gemba/test-support';
import { Client, type Pool } from 'pg';
import { LIVE_SCHEMAS, type ProjectionSchemas, quoted } from '../database/schema-names';
import { Projection } from '../projection';
import { prepareProjection } from '../schema/migrate-projection';
import { type ReadModelCatalogue, SHIPPED, tablesOf } from '../schema/read-model-catalogue';

export const AS_OF = '2026-06-01T00:00:00.000000Z';

/** A database with the live schemas made ready, and a pool of the application's role. */
export interface TestBed {
  readonly pool: Pool;
  readonly appUrl: string;
  /** Another session of BI's role; it ends with the bed. */
  biReader(): Promise<Client>;
  /** Breaks off every session of the application, as a crash of the server would. */
  endOtherSessions(): Promise<void>;
  drop(): Promise<void>;
}

export const createTestBed = async (): Promise<TestBed> => {
  const database = await createTestDatabase();
  await prepareProjection(database.adminUrl, LIVE_SCHEMAS);
  const pool = createPool({
    url: database.appUrl,
    applicationName: 'projector spec',
    connectionsMax: 8,
    onIdleError: () => undefined,
  });
  const readers: Client[] = [];
  const biReader = async (): Promise<Client> => {
    const reader = new Client({ connectionString: database.biUrl });
    readers.push(reader);
    await reader.connect();
    return reader;
  };
  const drop = async (): Promise<void> => {
    for (const reader of readers) await reader.end();
    await pool.end();
    await database.drop();
  };
  const endOtherSessions = async (): Promise<void> => {
    const admin = new Client({ connectionString: database.adminUrl });
    await admin.connect();
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await admin.end();
  };
  return { pool, appUrl: database.appUrl, biReader, endOtherSessions, drop };
};

/** Filled with a bed of its own before each test of the block that calls this; the bed goes with the test. */
export const bedOfEachTest = (): TestBed => {
  const bed = {} as TestBed;
  beforeEach(async () => void Object.assign(bed, await createTestBed()));
  afterEach(() => bed.drop());
  return bed;
};

/** Another projection in the same database. */
export const createSchemas = async (pool: Pool, name: string): Promise<ProjectionSchemas> => {
  const schemas = { tables: name, views: `${name}_views` };
  for (const schema of Object.values(schemas)) await pool.query(`create schema ${quoted(schema)}`);
  return schemas;
};

export const prepared = async (
  pool: Pool,
  schemas: ProjectionSchemas = LIVE_SCHEMAS,
  catalogue: ReadModelCatalogue = catalogueAt('r1'),
): Promise<Projection> => {
  const projection = new Projection(pool, schemas, catalogue);
  await projection.prepare();
  return projection;
};

/** A record whose clock stands still: recordedAt says nothing. */
export const aRecord = (): InMemoryEventStore => new InMemoryEventStore(() => '2026-05-01T00:00:00.000000Z');

/** Every row of every table as text in one order: equal texts are equal tables, byte for byte. */
export const contents = async (
  pool: Pool,
  { tables }: ProjectionSchemas = LIVE_SCHEMAS,
  catalogue: ReadModelCatalogue = catalogueAt('r1'),
): Promise<Record<string, string[]>> => {
  const all: Record<string, string[]> = {};
  for (const { name } of tablesOf(catalogue)) {
    const table = `${quoted(tables)}.${quoted(name)}`;
    const { rows } = await pool.query<{ row: string }>(
      `select t::text as row from ${table} t order by t::text collate "C"`,
    );
    all[name] = rows.map(({ row }) => row);
  }
  return all;
};

/** The shipped tables, under revisions that a spec may change. */
export const catalogueAt = (revision: string): ReadModelCatalogue => ({ ...SHIPPED, revisionOf: () => revision });
