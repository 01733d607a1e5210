import { quoted, withSchemas } from './schema-names';

describe('names in statements', () => {
  it('put schemas in the place of :tables and :views, and leave casts alone', () => {
    const sql = "select x::tables, ':' || y from :tables.a join :views.b using (c) where d = 'e'::text";
    expect(withSchemas(sql, { tables: 'projection', views: 'bi_v1' })).toBe(
      `select x::tables, ':' || y from "projection".a join "bi_v1".b using (c) where d = 'e'::text`,
    );
  });

  it('are quoted, so that no name can end a statement', () => {
    expect(quoted('a"; drop schema b; --')).toBe('"a""; drop schema b; --"');
  });
});
