import { type Context, contextOf } from '../context';
import { foldDealCase } from '../deal-case';
import { type HistoryEvent } from '../history';
import { deal, handover, organisation } from '../testing';
import { reworkRows } from './rework.rows';

const tell = deal('crm:1');
const did = (activity: string, at: string, actorId: string | null) =>
  tell('ActivityRecorded', at, { activity }, actorId === null ? {} : { actorId });
const chased = (at: string, hours?: number) =>
  handover('crm:h1')('InformationChased', at, {
    dealId: 'crm:1',
    key: 'terms',
    ...(hours === undefined ? {} : { hours }),
  });
const effort = (at: string, hours: number, kind: string) => tell('EffortLogged', at, { hours, kind });
const rows = (events: readonly HistoryEvent[], context: Context = contextOf([])) =>
  reworkRows(foldDealCase('crm:1', events, context), context);

describe('rework', () => {
  it('sums up what was done again in a deal', () => {
    const told = [
      did('call', '2026-03-02 09:00', 'ann'),
      did('call', '2026-03-02 10:00', 'ann'),
      did('call', '2026-03-02 11:00', 'bob'),
      did('check', '2026-03-02 12:00', null),
      did('call', '2026-03-02 13:00', 'ann'),
      did('check', '2026-03-02 14:00', 'bob'),
    ];
    expect(rows(told)).toMatchObject([
      {
        deal_id: 'crm:1',
        work_items: 6,
        unknown_actors: 1,
        self_loop_repeat: 1,
        self_loop_redo: 1,
        self_loop_unknown: 0,
        repetition_repeat: 1,
        repetition_redo: 0,
        repetition_unknown: 1,
        ping_pongs: 0,
      },
    ]);
  });

  it('counts hours of chases as far as they are said, and none as unknown', () => {
    expect(rows([chased('2026-03-02 09:00', 1.5), chased('2026-03-02 10:00')])).toMatchObject([
      { chases: 2, chase_hours: 1.5, chases_without_hours: 1, work_items: 0 },
    ]);
    expect(rows([chased('2026-03-02 09:00')])).toMatchObject([{ chase_hours: null, chases_without_hours: 1 }]);
  });

  it('counts effort that the organisation calls rework', () => {
    const told = [
      effort('2026-03-02 09:00', 2, 'rework'),
      effort('2026-03-02 10:00', 4, 'cleaning up'),
      effort('2026-03-02 11:00', 8, 'selling'),
    ];
    expect(rows(told)).toMatchObject([{ rework_hours: 2, chases: 0, chase_hours: 0 }]);
    const rule = organisation('acme')('WorkItemsDefined', '2026-01-01 00:00', {
      version: 1,
      reworkEffortKinds: ['cleaning up'],
    });
    expect(rows(told, contextOf([rule]))).toMatchObject([{ rework_hours: 4 }]);
  });

  it('says nothing of a deal in which nobody is known to have worked', () => {
    expect(rows([tell('DealOpened', '2026-03-02 09:00', {})])).toEqual([]);
  });
});
