import { type Pool } from 'pg';
import { quoted } from '../database/schema-names';
import { type HeldWork, type ProjectorActivity } from './projector-activity';

/** One process among those that share the work. */
export interface ProjectorShare extends ProjectorActivity, HeldWork {
  /** Host and process. */
  readonly name: string;
  /** It is the one that was asked. */
  readonly isAsked: boolean;
}

/** Who is alive, by the database's clock, and holds what. */
export const readShares = async (pool: Pool, tables: string, self: string): Promise<ProjectorShare[]> => {
  const s = quoted(tables);
  const { rows } = await pool.query<ProjectorShare>(
    `select p.name, p.projector_id = $1 as "isAsked", p.doing, p.fault,
       coalesce(array_agg(l.name order by l.name) filter (where l.partition is null and l.name is not null), '{}') as roles,
       coalesce(array_agg(l.partition order by l.partition) filter (where l.partition is not null), '{}') as partitions
     from ${s}.projector p left join ${s}.lease l on l.holder = p.projector_id
     where p.expires_at >= clock_timestamp()
     group by p.projector_id order by p.joined_at, p.projector_id`,
    [self],
  );
  return rows;
};
