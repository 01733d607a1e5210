import { type Context, contextOf } from '../context';
import { foldDealCase } from '../deal-case';
import { type HistoryEvent } from '../history';
import { deal, instant, organisation } from '../testing';
import { workItemRows } from './work-item.rows';

const none = contextOf([]);
const tell = deal('crm:1');
const did = (activity: string, at: string, actorId?: string, lifecycle?: string) =>
  tell(
    'ActivityRecorded',
    at,
    { activity, ...(lifecycle === undefined ? {} : { lifecycle }) },
    actorId === undefined ? {} : { actorId },
  );
const rows = (events: readonly HistoryEvent[], context: Context = none) =>
  workItemRows(foldDealCase('crm:1', events, context), context);

describe('work_item', () => {
  it('has each piece of work, what it repeats and whether it came back', () => {
    const told = [
      did('call', '2026-03-02 09:00', 'ann'),
      did('call', '2026-03-02 10:00', 'ann'),
      did('check', '2026-03-02 11:00', 'bob'),
      did('call', '2026-03-02 12:00', 'ann'),
      did('check', '2026-03-02 13:00', 'cyd'),
    ];
    const shown = rows(told).map(({ activity, repetition, repeated_by, is_ping_pong }) =>
      [activity, repetition, repeated_by, is_ping_pong].join(' '),
    );
    expect(shown).toEqual([
      'call   false',
      'call self_loop repeat false',
      'check   false',
      'call repetition repeat true',
      'check repetition redo false',
    ]);
  });

  it('keeps an unknown actor in its place, the same as nobody', () => {
    const told = [
      did('call', '2026-03-02 09:00', 'ann'),
      did('call', '2026-03-02 10:00'),
      did('call', '2026-03-02 11:00', 'ann'),
    ];
    expect(rows(told)).toMatchObject([
      { actor_id: 'ann', repetition: null },
      { actor_id: null, repeated_by: 'unknown', is_ping_pong: false },
      { actor_id: 'ann', repeated_by: 'unknown', is_ping_pong: false },
    ]);
  });

  it('knows where and in which team it was done, and when', () => {
    const joined = organisation('acme')('MemberJoined', '2026-01-01 00:00', { personId: 'ann', teamId: 'north' });
    const entered = tell('StepEntered', '2026-03-02 08:00', { stepKey: 'contact' });
    const vague = tell('ActivityRecorded', '2026-03-09 09:00', { activity: 'call' }, { precision: 'unknown' });
    const told = [entered, did('call', '2026-03-02 09:00', 'ann'), tell('DealWon', '2026-03-03 09:00', {}), vague];
    expect(rows(told, contextOf([joined]))).toMatchObject([
      { item_seq: 1, step_key: 'contact', team_id: 'north', done_at: instant('2026-03-02 09:00') },
      { item_seq: 2, step_key: null, team_id: null, done_at: null },
    ]);
  });

  it('counts what is complete or says nothing of it, unless the organisation lays down otherwise', () => {
    const told = [
      did('W_call', '2026-03-02 09:00', 'ann', 'START'),
      did('W_call', '2026-03-02 10:00', 'ann', 'COMPLETE'),
      did('A_sent', '2026-03-02 11:00', 'ann'),
      tell('WorkCompleted', '2026-03-02 12:00', { workId: 'w1', stepKey: 'design', outputId: 'drawing' }),
      tell('WorkStarted', '2026-03-02 12:30', { workId: 'w2', stepKey: 'design' }),
    ];
    expect(rows(told).map(({ activity }) => activity)).toEqual(['W_call', 'A_sent', 'design/drawing']);
    const rule = (more: object) =>
      contextOf([organisation('acme')('WorkItemsDefined', '2026-01-01 00:00', { version: 1, ...more })]);
    expect(rows(told, rule({ activityPrefixes: ['W_'] })).map(({ activity }) => activity)).toEqual(['W_call']);
    expect(rows(told, rule({ lifecycles: ['START'] })).map(({ activity }) => activity)).toEqual([
      'W_call',
      'design/drawing',
    ]);
  });
});
