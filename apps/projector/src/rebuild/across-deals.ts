import { type PoolClient } from 'pg';
import { type ComputedAnalysis } from '../analyses/compute-analysis';
import { type ProjectionSchemas } from '../database/schema-names';
import { type JournalDraft } from '../journal/journal-draft';
import { type Projection } from '../projection';

/** Tables across deals, as far as they could be computed before the merge. */
export type ComputedBefore = ReadonlyMap<string, Pick<ComputedAnalysis, 'rows'>>;

/**
 * Computes the tables across deals that read nothing but what the shadow holds. The merge makes the live tables say what
 * the shadow says, so their rows hold for it too, and nobody has to wait there until they are computed.
 */
export const analyseShadow = async (
  { catalogue, schemas, workers }: Projection,
  shadow: ProjectionSchemas,
  filled: ReadonlySet<string>,
  asOf: string,
): Promise<ComputedBefore> => {
  const source = { tables: shadow.tables, history: schemas.tables };
  const ready = catalogue.analyses.filter(({ reads }) => Object.keys(reads).every((table) => filled.has(table)));
  const computed = new Map<string, ComputedAnalysis>();
  const ended = await Promise.allSettled(
    ready.map(async ({ name }) => computed.set(name, await workers.analyse(name, source, asOf))),
  );
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return computed;
};

/**
 * In the transaction of a merge: what is across deals follows what was merged, so that all tables agree for every
 * reader. What reads nothing that was merged stays as it is.
 */
export const followMerge = async (
  client: PoolClient,
  { catalogue, analyses }: Projection,
  merged: ReadonlySet<string>,
  before: ComputedBefore,
  asOf: string,
  draft: JournalDraft | undefined,
): Promise<void> => {
  for (const { name, reads } of catalogue.analyses) {
    const computed = before.get(name);
    if (computed !== undefined) await analyses.writeWithin(client, name, computed, asOf, draft);
    else if (merged.has(name) || Object.keys(reads).some((table) => merged.has(table)))
      await analyses.computeWithin(client, name, asOf, draft);
  }
};
