import { migrateRecord } from '@gemba/event-store-postgres';
import { createTestDatabase, type TestServer } from '@gemba/test-support';
import { Pool } from 'pg';
import { type AppendFigure, appendFigures } from './append-figures';
import { prefill } from './prefill';
import { type ReadFigure, readFigures } from './read-figures';

export interface RecordFigures {
  /** Events that stood in the record before. */
  readonly prefilled: number;
  readonly append: readonly AppendFigure[];
  /** Null on an empty record. */
  readonly read: ReadFigure | null;
}

/** Appending and reading on a record of its own, which holds so many events at the start. */
export const recordFigures = async (server: TestServer, prefilled: number): Promise<RecordFigures> => {
  const database = await createTestDatabase(server);
  const admin = new Pool({ connectionString: database.adminUrl, max: 1 });
  await migrateRecord(admin, 'gemba_app');
  if (prefilled > 0) await prefill(admin, prefilled);
  await admin.end();
  const read = prefilled > 0 ? await readFigures(database.appUrl, Math.min(prefilled, 200_000)) : null;
  const append = await appendFigures(database);
  await database.drop();
  return { prefilled, append, read };
};
