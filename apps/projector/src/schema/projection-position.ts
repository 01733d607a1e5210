import { type ViewSource } from '@gemba/read-models';
import { type ReadModelCatalogue } from './read-model-catalogue';

const VIEW = 'projection_position';

/**
 * Freshness of everything BI reads: of the tables by what the projector keeps about them, of views without a table by
 * whose they follow.
 */
export const projectionPosition = ({ plainViews }: Pick<ReadModelCatalogue, 'plainViews'>): ViewSource => ({
  name: VIEW,
  freshness: 'history',
  key: ['table_name'],
  tableSql: null,
  viewSql: `
create view :views.${VIEW} as
  with computed as (
    select table_name, state, position, recorded_at, as_of, fed_position, kind, revision, events, fed_events
    from :tables.projection_position
  ), plain (table_name, kind) as (
    values ${plainViews.map(({ name, follows }) => `('${name}', '${follows}')`).join(', ') || '(null, null)'}
  ), followed as (
    select p.table_name, coalesce(worst.state, 'fresh') as state, coalesce(worst.position, c.position) as position,
      case when worst.position is null then c.recorded_at else worst.recorded_at end as recorded_at,
      null::timestamptz as as_of, c.position as fed_position, p.kind, left(i.digest, 16) as revision,
      coalesce(worst.events, c.events) as events, c.events as fed_events
    from plain p
    join :tables.installed_view i on i.name = p.table_name
    cross join :tables.checkpoint c
    left join lateral (
      select f.position, f.recorded_at, f.events, case when bool_and(f.state = 'fresh') over () then 'fresh' else 'stale' end as state
      from computed f
      where f.kind = p.kind or (p.kind = 'journal' and f.kind in ('deal', 'analysis'))
      order by f.position limit 1
    ) worst on true
  ), every as (
    select * from computed union all select * from followed
  )
  select table_name::text, state::text, position::bigint, recorded_at::timestamptz, as_of::timestamptz,
    (fed_events - events)::bigint as lag_events,
    (case when fed_position = position then 0 else extract(epoch from now() - recorded_at) end)::numeric as lag_s,
    kind::text, revision::text,
    exists (
      select from :tables.lease l join :tables.projector p on p.projector_id = l.holder
      where l.name = 'feed' and p.expires_at > clock_timestamp()
    )::boolean as is_followed
  from every;
comment on view :views.${VIEW} is 'How fresh each view of a table, of the history and of the journal is: everything recorded up to its position is in it. Dictionaries are not here: they change with a release alone';
comment on column :views.${VIEW}.table_name is 'View of this name';
comment on column :views.${VIEW}.state is 'Of what the projector has read, which is everything while is_followed: fresh; stale: something of it, or a changed definition, is not in it yet; rebuilding';
comment on column :views.${VIEW}.position is 'Everything up to this place in the record is in it';
comment on column :views.${VIEW}.recorded_at is 'When Gemba recorded the event at that position; NULL at the start';
comment on column :views.${VIEW}.as_of is 'Of those across deals: nothing that happened later counts in them; NULL for all others';
comment on column :views.${VIEW}.lag_events is 'Events that the projector has read and that are not in it yet';
comment on column :views.${VIEW}.lag_s is 'Seconds since recorded_at; 0 when nothing is missing';
comment on column :views.${VIEW}.kind is 'reference; deal: about single deals; analysis: across deals; history: events as they are read; journal: holds what every table concluded up to its position';
comment on column :views.${VIEW}.revision is 'Which definition its rows come from';
comment on column :views.${VIEW}.is_followed is 'Whether a projector follows the record just now. If not, state and lag are as it left them, and what was recorded since is not counted: GET /v1/freshness measures against the record itself';
`,
});
