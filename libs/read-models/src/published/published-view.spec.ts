import { publishedView, type ViewSource } from './published-view';
import { listed, outline } from './sql-outline';

const TABLE = `
create table :tables.visit (
  deal_id text collate "C" not null,
  visit_no integer not null,
  stay_s double precision,
  price_minor bigint,
  currency text,
  rank integer not null,
  primary key (deal_id, visit_no)
);
comment on table :tables.visit is 'Every visit; a deal''s own';
comment on column :tables.visit.deal_id is 'The deal';
comment on column :tables.visit.visit_no is 'Counts them, from 1';
comment on column :tables.visit.stay_s is 'Seconds; NULL (unknown), not 0';
comment on column :tables.visit.price_minor is 'What it cost';
comment on column :tables.visit.currency is 'ISO 4217';
comment on column :tables.visit.rank is 'Place, from 1';
`;
const VIEW = `
-- Ages are asked for.
create view :views.visit as
  select v.deal_id, v.visit_no, v.stay_s, v.price_minor, v.currency, v.rank,
    (coalesce(v.stay_s, 0) > 5)::boolean as is_long, o.name::text as owner
  from :tables.visit v left join :tables.owner o using (deal_id);
comment on column :views.visit.is_long is 'Whether it took long';
comment on column :views.visit.owner is 'Who had it; not ''the team''';

create function :views.visit_as_of(as_of timestamptz)
returns table (deal_id text, age_s double precision)
language sql stable
begin atomic
  select v.deal_id, 1::double precision from :tables.visit v;
end;
comment on function :views.visit_as_of(timestamptz) is 'Visits then';
`;
const source = (changes: Partial<ViewSource> = {}): ViewSource => ({
  name: 'visit',
  freshness: 'deal',
  key: ['deal_id', 'visit_no'],
  tableSql: TABLE,
  viewSql: VIEW,
  ...changes,
});

describe('the outline of SQL', () => {
  it('blanks what stands inside quotes, brackets and comments, and nothing else', () => {
    const sql = "select a, (b, ';') as c, 'it''s; here' -- x, y;\n, d[1], \"e,f\" from t;";
    const shown = outline(sql);
    expect(shown).toHaveLength(sql.length);
    expect(shown.replace(/ +/g, ' ')).toBe('select a, as c, , d , from t;');
    expect(listed("a, f(b, c), ',' as d")).toEqual(['a', 'f(b, c)', "',' as d"]);
  });
});

describe('a published view', () => {
  it('says of each column what its table says, and of its own what it says itself', () => {
    const { comment, columns, functions, rest } = publishedView(source());
    expect(comment).toBe("Every visit; a deal's own");
    expect(
      columns.filter(({ expression }) => expression === null).map((c) => [c.name, c.type, c.unit, c.comment]),
    ).toEqual([
      ['deal_id', 'text', null, 'The deal'],
      ['visit_no', 'integer', null, 'Counts them, from 1'],
      ['stay_s', 'double precision', 'seconds', 'Seconds; NULL (unknown), not 0'],
      ['price_minor', 'bigint', 'minor units of currency', 'What it cost'],
      ['currency', 'text', null, 'ISO 4217'],
      ['rank', 'integer', null, 'Place, from 1'],
      ['is_long', 'boolean', null, 'Whether it took long'],
      ['owner', 'text', null, "Who had it; not 'the team'"],
    ]);
    expect(columns.filter(({ nullable }) => !nullable).map(({ name }) => name)).toEqual([
      'deal_id',
      'visit_no',
      'rank',
    ]);
    expect(columns.filter(({ isKey }) => isKey).map(({ name }) => name)).toEqual(['deal_id', 'visit_no']);
    expect(functions).toEqual([
      {
        name: 'visit_as_of',
        arguments: 'as_of timestamptz',
        returns: 'table (deal_id text, age_s double precision)',
        comment: 'Visits then',
      },
    ]);
    expect(rest).toContain('create function');
    expect(rest).not.toContain('comment on column');
  });

  it('shows durations in hours and amounts in major units without being told to', () => {
    const derived = publishedView(source()).columns.filter(({ expression }) => expression !== null);
    expect(derived.map(({ name, type, unit, expression }) => [name, type, unit, expression])).toEqual([
      ['stay_h', 'double precision', 'hours', 'v.stay_s::double precision / 3600'],
      ['price_major', 'numeric', 'major units of currency', ':views.major_units(v.price_minor, v.currency)'],
    ]);
    expect(derived[0]!.comment).toBe('stay_s in hours. stay_s: Seconds; NULL (unknown), not 0');
  });

  it.each([
    [
      'a column without a comment',
      { viewSql: VIEW.replace(/comment on column :views.visit.owner .*/, '') },
      /column owner has no comment/,
    ],
    [
      'a table without a comment',
      { tableSql: TABLE.replace(/comment on table .*/, '') },
      /visit is not complete:\n +it has no comment/,
    ],
    [
      'a column of another table without a type',
      { viewSql: VIEW.replace('o.name::text as owner', 'o.name as owner') },
      /type of `o.name as owner` cannot be seen/,
    ],
    [
      'a computed column without a type',
      { viewSql: VIEW.replace('::boolean', '') },
      /write it as \(.*\)::type as name/,
    ],
    [
      'a column that no table gives a type',
      { tableSql: null, viewSql: VIEW.replace('v.deal_id,', 'deal_id,') },
      /column deal_id has no type/,
    ],
    [
      'a function without a comment',
      { viewSql: VIEW.replace(/comment on function .*/, '') },
      /function visit_as_of has no comment/,
    ],
    [
      'an amount without its currency',
      { viewSql: VIEW.replace(' v.currency,', '') },
      /says nothing without a column currency/,
    ],
    [
      'a name that is derived',
      { viewSql: VIEW.replaceAll('is_long', 'stay_h') },
      /stay_h has the name of one that is derived/,
    ],
    ['a key that it does not show', { key: ['deal_id', 'no'] }, /key column no is not among its columns/],
  ] as const)('is refused with %s', (_, changes, fault) => {
    expect(() => publishedView(source(changes))).toThrow(fault);
  });
});
