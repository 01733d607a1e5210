import { columnsOfFunction, columnsOfTable, commentsInSql, tableCommentInSql } from './columns-in-sql';

const TABLE = `create table :tables.stay (
  deal_id text collate "C" not null,
  no smallint,
  rules text[] not null,
  took_s double precision,
  seen_at timestamptz,
  primary key (deal_id)
);
create index on :tables.stay (no);

comment on table :tables.stay is 'Stays of a deal''s people';
comment on column :tables.stay.no is 'Counts, ''from'' 1';
comment on column :tables.stay.took_s is 'Seconds';
`;

describe('columns that are read from the SQL of a table', () => {
  it('have their type, whether they may be null, and their comment', () =>
    expect(columnsOfTable(TABLE)).toEqual([
      { name: 'deal_id', type: 'text', nullable: false, comment: '' },
      { name: 'no', type: 'smallint', nullable: true, comment: "Counts, 'from' 1" },
      { name: 'rules', type: 'text[]', nullable: false, comment: '' },
      { name: 'took_s', type: 'double precision', nullable: true, comment: 'Seconds' },
      { name: 'seen_at', type: 'timestamptz', nullable: true, comment: '' },
    ]));

  it('are never null where they are the key', () =>
    expect(columnsOfTable('create table :tables.a (\n  id uuid primary key\n);')).toEqual([
      { name: 'id', type: 'uuid', nullable: false, comment: '' },
    ]));

  it('are refused with a type that no answer can show', () =>
    expect(() => columnsOfTable('create table :tables.a (\n  id inet not null\n);')).toThrow(/id is "inet not null"/));

  it('are none without a table', () => expect(columnsOfTable('create view :views.a as select 1;')).toEqual([]));

  it('come with what is said of the table', () => {
    expect(tableCommentInSql(TABLE)).toBe("Stays of a deal's people");
    expect(tableCommentInSql('')).toBe('');
    expect([...commentsInSql(TABLE).keys()]).toEqual(['no', 'took_s']);
  });
});

describe('columns that a function returns', () => {
  const sql = `drop function if exists :views.stay_as_of(timestamptz);
create function :views.stay_as_of(as_of timestamptz)
returns table (
  deal_id text, took_s double precision,
  rules text[]
)
language sql`;

  it('have names and types', () =>
    expect(columnsOfFunction(sql, 'stay_as_of')).toEqual([
      { name: 'deal_id', type: 'text' },
      { name: 'took_s', type: 'double precision' },
      { name: 'rules', type: 'text[]' },
    ]));

  it('are looked for under its name', () =>
    expect(() => columnsOfFunction(sql, 'stay')).toThrow('No function stay is defined where the view is.'));
});
