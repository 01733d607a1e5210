import { Client } from 'pg';

/** What says when we learned of something, or how streams interleaved, which two appends under way decide anew. */
const LEARNED_WHEN = ['recorded_at', 'position'];
/** How fresh tables are, and what was concluded when: they tell of a run, not of the deals. */
const ABOUT_THE_RUN = ['projection_position', 'journal', 'finding'];

/** One digest for each view that BI reads, over everything but when we learned of it, and one of the order in streams. */
export const tableDigests = async (connectionString: string): Promise<Record<string, string>> => {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query('set statement_timeout = 0');
    const { rows: views } = await client.query<{ name: string }>(
      `select table_name as name from information_schema.views
       where table_schema = 'bi_v1' and table_name <> all($1) order by 1`,
      [ABOUT_THE_RUN],
    );
    const digests: Record<string, string> = {};
    for (const { name } of views) {
      const { rows } = await client.query<{ digest: string | null; n: string }>(
        `select md5(string_agg(row, '' order by row)) as digest, count(*) as n
         from (select md5((to_jsonb(t) - $1::text[])::text) as row from bi_v1.${name} t) as rows`,
        [LEARNED_WHEN],
      );
      digests[name] = `${rows[0]!.n} rows ${rows[0]!.digest}`;
    }
    const { rows } = await client.query<{ digest: string }>(
      `select md5(string_agg(event_id::text, ',' order by stream collate "C", position)) as digest from bi_v1.deal_history`,
    );
    return { ...digests, 'order in streams': rows[0]!.digest };
  } finally {
    await client.end();
  }
};
