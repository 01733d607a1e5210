import { type EventStore, type Position } from '@gemba/event-sourcing';
import { type PoolClient } from 'pg';
import { type ProjectionSchemas, quoted } from '../database/schema-names';
import { Projection } from '../projection';
import { settleReadModels } from '../schema/install-read-models';
import { holdReadersOffChanges } from '../schema/install-views';
import { tablesOf } from '../schema/read-model-catalogue';
import { allUnshared, type Permit, unshared } from '../sharing/permit';
import { bringColumnsUp, demandValues, reshapedTables } from './bring-columns-up';
import { mergeByDifference } from './merge-by-difference';
import { createEmpty, dropSchemas, shadowOf } from './shadow-schema';

/**
 * The projector's own tables, as far as the record decides them. Not among them: the journal, which is never rebuilt, and
 * what processes agree on.
 */
const OWN_TABLES = [
  'checkpoint',
  'stream',
  'history',
  'stream_link',
  'stream_deal',
  'deal_merge',
  'deal_root',
  'dirty_deal',
  'fan_out',
];

/** Runs the same projector over the whole record into a schema of its own. The live projection may go on meanwhile. */
export const projectShadow = async (
  live: Projection,
  store: EventStore,
  upTo: Position,
  asOf: string,
  schemas: ProjectionSchemas = shadowOf(live.schemas),
): Promise<Projection> => {
  const shadow = new Projection(live.pool, schemas, live.catalogue, 'beside', allUnshared(live.pool), live.workers);
  await createEmpty(live.pool, schemas);
  await shadow.prepare();
  await shadow.catchUp(store, upTo, asOf);
  return shadow;
};

/** What belongs to a merge where other processes work on the same tables. */
interface SharedMerge {
  readonly permit: Permit;
  /** In the transaction of the merge, after everything else. */
  readonly finish: (client: PoolClient) => Promise<void>;
}

/**
 * Brings the shadow to the end of the record and makes the live projection equal to it, in one transaction, in which
 * nobody else writes.
 */
export const mergeShadow = async (
  live: Projection,
  shadow: Projection,
  store: EventStore,
  asOf: string,
  { permit, finish }: SharedMerge = { permit: unshared(live.pool), finish: () => Promise.resolve() },
): Promise<void> => {
  const toTheEnd = async (): Promise<void> => shadow.catchUp(store, (await store.head()).position, asOf);
  await toTheEnd();
  const tables = tablesOf(live.catalogue);
  const [from, into] = [shadow.schemas.tables, live.schemas.tables];
  await permit.alone(async (client) => {
    // What came in since: everybody waits now, so it must be little.
    await toTheEnd();
    const version = await client.query<{ version: string }>(
      `select context_version::text as version from ${quoted(into)}.checkpoint`,
    );
    const reshaped = await reshapedTables(client, tables, shadow.schemas, live.schemas);
    await holdReadersOffChanges(client, live.catalogue, live.schemas, reshaped);
    for (const table of tables) await bringColumnsUp(client, table, shadow.schemas, live.schemas);
    for (const name of [...OWN_TABLES, ...tables.map((table) => table.name)])
      await mergeByDifference(client, { schema: from, name }, { schema: into, name });
    await demandValues(client, tables, shadow.schemas, live.schemas);
    await client.query(
      `update ${quoted(into)}.table_state t
       set revision = s.revision, state = s.state, position = s.position, recorded_at = s.recorded_at,
         as_of = s.as_of, events = s.events
       from ${quoted(from)}.table_state s where s.table_name = t.table_name`,
    );
    const draft = live.journal?.draft();
    await draft?.ofWholeTables(client, live.catalogue);
    // A version that was given before must not come again for other reference data.
    await client.query(
      `update ${quoted(into)}.checkpoint set context_version = greatest(context_version, $1::bigint) + 1`,
      [version.rows[0]!.version],
    );
    await settleReadModels(client, live.catalogue, live.schemas);
    await draft?.write(client);
    await finish(client);
  });
  await dropSchemas(live.pool, shadow.schemas);
};
