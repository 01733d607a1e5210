import { publishedView, type TableQuestion } from '@gemba/read-models';
import { type AskedTable, askedTable } from '../asked-table';

const TABLE = `create table :tables.stay (
  stay_id text collate "C" not null,
  place integer not null,
  kind text,
  from_party text,
  to_party text,
  rules text[] not null,
  notes json,
  seen_at timestamptz,
  day date,
  score double precision,
  is_open boolean not null,
  deal_id text collate "C",
  primary key (stay_id, place)
);
comment on table :tables.stay is 'Stays, for specs; score is NULL where unknown';
comment on column :tables.stay.stay_id is 'The stay';
comment on column :tables.stay.place is 'Counts from 1';
comment on column :tables.stay.kind is 'What kind, unlike is_open';
comment on column :tables.stay.from_party is 'Who gives';
comment on column :tables.stay.to_party is 'Who takes';
comment on column :tables.stay.rules is 'Which rules';
comment on column :tables.stay.notes is 'What was noted';
comment on column :tables.stay.seen_at is 'When it was seen';
comment on column :tables.stay.day is 'Which day';
comment on column :tables.stay.score is 'How good';
comment on column :tables.stay.is_open is 'Whether it goes on';
comment on column :tables.stay.deal_id is 'Whose it is';
`;

const VIEW = `create view :views.stay as
  select stay_id, place, kind, from_party, to_party, rules, notes, seen_at, day, score, is_open, deal_id from :tables.stay;
create function :views.stay_as_of(as_of timestamptz)
returns table (
  stay_id text, place integer, kind text, seen_at timestamptz, age_s double precision
)
language sql as 'select stay_id, place, kind, seen_at, extract(epoch from $1 - seen_at)::double precision
  from :tables.stay where seen_at <= $1';
comment on function :views.stay_as_of(timestamptz) is 'Stays seen by then';
`;

const question: TableQuestion = {
  path: 'long-stays',
  heading: 'stays',
  summary: 'Which stays are there?',
  order: ['stay_id', 'place'],
  orders: {
    latest: ['-seen_at'],
    best: ['-score', 'kind'],
    earliest: ['seen_at'],
    placed: ['-place'],
  },
  filters: {
    stay: 'stay_id',
    place: 'place',
    kind: 'kind',
    party: { either: ['from_party', 'to_party'], meaning: 'Either side' },
    large: { column: 'from_party', where: { kind: 'large' }, meaning: 'From whom, of large ones' },
    rule: 'rules',
    signal: { present: 'rules', meaning: 'Whether there is a rule' },
    scored: { present: 'score', meaning: 'Whether there is a score' },
    open: 'is_open',
    deal: 'deal_id',
    seen: { span: 'seen_at', meaning: 'When it was seen' },
    day: { span: 'day', meaning: 'The day' },
  },
  words: { kind: { large: true, small: true } },
  estimates: [{ value: 'score', n: 'place' }],
  shapes: { notes: { type: 'array', items: { type: 'string' } } },
  asOf: {
    function: 'stay_as_of',
    meaning: 'Stays seen by this instant',
    renamed: { age_s: 'score' },
    alsoWords: { kind: ['gone'] },
  },
};

/** A table made up for specs, with every kind of column and filter, and SQL that makes it in schemas of their choice. */
export const STAYS: AskedTable = askedTable(
  publishedView({ name: 'stay', key: ['stay_id', 'place'], freshness: 'deal', tableSql: TABLE, viewSql: VIEW }),
  question,
);

export const staysSql = (tables: string, views: string): string =>
  `${TABLE}${VIEW}`.replaceAll(':tables', tables).replaceAll(':views', views);
