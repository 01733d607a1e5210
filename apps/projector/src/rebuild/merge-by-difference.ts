import { type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';
import { DIGEST_COLUMN, readLayout, type TableLayout } from '../drain/table-layout';

const nameOf = ({ schema, name }: TableLayout): string => `${quoted(schema)}.${quoted(name)}`;

/**
 * Makes one table hold what another holds, touching only rows that differ. Run in one transaction for all tables that
 * belong together: whoever reads, an open snapshot too, sees them whole, as they were or as they are.
 */
export const mergeByDifference = async (
  client: PoolClient,
  from: { readonly schema: string; readonly name: string },
  into: { readonly schema: string; readonly name: string },
): Promise<void> => {
  const layout = await readLayout(client, into.schema, into.name);
  const source = `${quoted(from.schema)}.${quoted(from.name)}`;
  const { rowCount: hasDigest } = await client.query(
    'select from pg_attribute where attrelid = to_regclass($1) and attname = $2',
    [nameOf(layout), DIGEST_COLUMN],
  );
  // Without a digest a row's own text tells whether it is the same.
  const same = hasDigest === 1 ? `s.${DIGEST_COLUMN} = t.${DIGEST_COLUMN}` : 's::text = t::text';
  const columns = [...layout.columns.map(({ name }) => name), ...(hasDigest === 1 ? [DIGEST_COLUMN] : [])]
    .map(quoted)
    .join(', ');
  // Freshly copied tables have no statistics yet, and a nested loop over both would not end.
  await client.query(`analyze ${source}`);
  await client.query(`delete from ${nameOf(layout)} t where not exists (select from ${source} s where ${same})`);
  await client.query(
    `insert into ${nameOf(layout)} (${columns}) overriding system value
     select ${columns} from ${source} s where not exists (select from ${nameOf(layout)} t where ${same})`,
  );
};
