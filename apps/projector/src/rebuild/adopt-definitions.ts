import { type PoolClient } from 'pg';
import { type Projection } from '../projection';
import { createTables, settleReadModels } from '../schema/install-read-models';
import { beginGeneration, divideDeals } from '../sharing/generation';
import { type Permit } from '../sharing/permit';
import { rebuildTables } from './rebuild-tables';

export interface Adoption {
  readonly permit: Permit;
  /** No other rebuild has the same. */
  readonly no: number;
  readonly definitions: string;
  readonly partitions: number;
  readonly asOf: string;
  /** Everything that was missing is there; these tables are computed anew now. */
  readonly onRebuild: (tables: readonly string[]) => Promise<void>;
}

/**
 * Puts the definitions of this process in the place of those that the tables follow: creates what is missing, computes
 * anew what is defined otherwise, and tells every other process in the same transaction.
 */
export const adoptDefinitions = async (
  projection: Projection,
  { permit, no, definitions, partitions, asOf, onRebuild }: Adoption,
): Promise<void> => {
  const { schemas, catalogue } = projection;
  const changed = await permit.inTransaction((client) => createTables(client, catalogue, schemas));
  const finish = async (client: PoolClient): Promise<void> => {
    await divideDeals(client, schemas.tables, partitions);
    await beginGeneration(client, schemas.tables, definitions);
  };
  if (changed.length > 0) {
    await onRebuild(changed);
    return rebuildTables(projection, changed, asOf, { permit, no, finish });
  }
  await permit.alone(async (client) => {
    await settleReadModels(client, catalogue, schemas);
    await finish(client);
  });
};
