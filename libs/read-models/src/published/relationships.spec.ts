import { type FreshnessKind, type PublishedView } from './published-view';
import { relationships } from './relationships';

const view = (
  name: string,
  key: readonly string[],
  others: Readonly<Record<string, string>> = {},
  freshness: FreshnessKind = 'deal',
): PublishedView => {
  const columns = {
    ...Object.fromEntries(key.map((column) => [column, column === 'day' ? 'date' : 'text'])),
    ...others,
  };
  return {
    ...{ name, key, freshness, comment: name, functions: [], query: '', rest: '' },
    columns: Object.entries(columns).map(([column, type]) => ({
      ...{ name: column, type, unit: null, comment: column, expression: null },
      isKey: key.includes(column),
      nullable: !key.includes(column),
    })),
  };
};
const joins = (...views: readonly PublishedView[]): string[] =>
  relationships(views).map(
    ({ from, to, cardinality }) =>
      `${from.view}(${from.columns.join()}) ${cardinality} ${to.view}(${to.columns.join()})`,
  );

describe('relationships', () => {
  const deals = view('deal_state', ['deal_id']);
  const steps = view('process_step', ['process_id', 'step_key'], {}, 'reference');

  it('lead from every view that has the whole key of another to its one row there', () => {
    const visits = view('stage_visit', ['deal_id', 'visit_no'], { process_id: 'text', step_key: 'text' });
    expect(joins(deals, steps, visits)).toEqual([
      'stage_visit(deal_id) many-to-one deal_state(deal_id)',
      'stage_visit(process_id,step_key) many-to-one process_step(process_id,step_key)',
    ]);
  });

  it('are one-to-one between views of one key, and lead to the first of them', () => {
    expect(joins(deals, view('deal_trace', ['deal_id']), view('rework', ['deal_id']))).toEqual([
      'deal_trace(deal_id) one-to-one deal_state(deal_id)',
      'rework(deal_id) one-to-one deal_state(deal_id)',
    ]);
  });

  it('lead to the nearest where one leads on to the other', () => {
    const handoffs = view('handoff', ['deal_id', 'handover_id']);
    expect(joins(deals, handoffs, view('handoff_item', ['deal_id', 'handover_id', 'item_key']))).toEqual([
      'handoff(deal_id) many-to-one deal_state(deal_id)',
      'handoff_item(deal_id,handover_id) many-to-one handoff(deal_id,handover_id)',
    ]);
  });

  it('never join tables across deals by the names of their own rows, nor columns of other types', () => {
    const rates = view('win_rate', ['group_id'], {}, 'analysis');
    const pairs = view('handoff_pair', ['group_id'], { deal_id: 'bigint' }, 'analysis');
    expect(joins(deals, rates, pairs)).toEqual([]);
  });

  it('lead from every date to its day', () => {
    const dates = view('dim_date', ['day'], { first_of_week: 'date' }, 'reference');
    const calendar = view('business_calendar_day', ['calendar_id', 'day'], {}, 'reference');
    expect(joins(dates, calendar, view('win_rate', ['group_id'], { period: 'date' }, 'analysis'))).toEqual([
      'business_calendar_day(day) many-to-one dim_date(day)',
      'win_rate(period) many-to-one dim_date(day)',
    ]);
  });
});
