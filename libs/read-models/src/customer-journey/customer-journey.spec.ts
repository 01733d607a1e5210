import { contextOf } from '../context';
import { foldDealCase } from '../deal-case';
import { type HistoryEvent } from '../history';
import { deal, drawnVersion, instant, officeHours, shippedProcess, type Ways } from '../testing';
import { type CustomerJourneyRow, customerJourneyRows } from './customer-journey.rows';

const berlin = officeHours('Europe/Berlin', ['2026-04-06']);
const tenSteps = contextOf([...shippedProcess('customer-journey'), berlin]);
const tell = deal('crm:1');
const opened = tell('DealOpened', '2026-03-02 08:00', {
  processId: 'gemba:customer-journey',
  customerTz: 'Asia/Tokyo',
  ownerId: 'ann',
});
const onDay = (day: number) => `2026-03-${String(day).padStart(2, '0')} 09:00`;
const enters = (stepKey: string, day: number, reason?: string) =>
  tell('StepEntered', onDay(day), { stepKey, ...(reason === undefined ? {} : { reason }) });
const journey = (events: readonly HistoryEvent[], context = tenSteps): CustomerJourneyRow => {
  const [row, ...more] = customerJourneyRows(foldDealCase('crm:1', events, context), context);
  expect(more).toEqual([]);
  return row!;
};
const toDesign = [
  opened,
  enters('first-talk', 2),
  enters('site-survey', 3),
  enters('requirements', 10),
  enters('solution-design', 19),
];

describe('the journey of a deal in ten steps', () => {
  it('reads 4 of 10, says what comes next, who owes what, and by when where the customer lives', () => {
    expect(journey(toDesign)).toMatchObject({
      status: 'underway',
      k: 4,
      n_steps: 10,
      step_title: 'Solution design',
      step_message: 'We draw your solution. You hear from us when the drawing is ready.',
      next_title: 'Proposal',
      due_from: 'us',
      requirement: null,
      // Sixty hours from Thursday 10:00 in Berlin: seven that day, six days of eight, five after the clocks changed.
      expected_at: instant('2026-03-30 12:00'),
      expected_date: '2026-03-30',
      expected_tz: 'Asia/Tokyo',
      change: 'forward',
      k_before: 3,
      n_before: 10,
    });
  });

  it('asks the customer for what they have to bring, until it is there', () => {
    const surveyed = toDesign.slice(0, 3);
    expect(journey(surveyed)).toMatchObject({
      k: 2,
      due_from: 'customer',
      requirement: "floor plan; customer's plant manager",
      due_items: [
        { kind: 'paperwork', item: 'floor plan', from: 'customer' },
        { kind: 'person', item: "customer's plant manager", from: 'customer' },
        { kind: 'paperwork', item: 'survey sheet', from: 'us' },
      ],
    });
    const brought = [
      tell('PaperworkAttached', onDay(4), { docType: 'floor-plan', docId: 'd:1', byCustomer: true }),
      tell('ParticipantJoined', onDay(4), { personId: 'p:1', role: "customer's plant manager" }),
    ];
    expect(journey([...surveyed, ...brought])).toMatchObject({ due_from: 'us', requirement: null });
    const sheet = tell('PaperworkAttached', onDay(5), { docType: 'Survey sheet', docId: 'd:2' });
    expect(journey([...surveyed, ...brought, sheet])).toMatchObject({ due_from: null, due_items: [] });
  });

  it('falls back, with the reason, when the work goes back', () => {
    const review = [...toDesign, enters('proposal', 20), enters('customer-review', 23)];
    expect(journey([...review, enters('proposal', 24, 'price too high')])).toMatchObject({
      k: 5,
      n_steps: 10,
      change: 'back',
      change_note: 'price too high',
      k_before: 6,
    });
  });

  it('goes on after the order, and stops when the deal ends otherwise', () => {
    const contract = [...toDesign, enters('proposal', 20), enters('customer-review', 23), enters('contract', 24)];
    const won = tell('DealWon', onDay(25), {});
    expect(journey([...contract, won])).toMatchObject({ status: 'won', k: 7, next_title: 'Production' });
    expect(journey([...contract, won, enters('production', 26)])).toMatchObject({ status: 'won', k: 8 });
    expect(journey([...contract, tell('DealLost', onDay(25), {})])).toMatchObject({
      status: 'ended',
      k: null,
      k_reason: 'ended',
      step_title: null,
    });
    const again = [tell('DealReopened', onDay(26), { reason: 'called again' }), enters('customer-review', 27)];
    expect(journey([...contract, tell('DealLost', onDay(25), {}), ...again])).toMatchObject({
      k: 6,
      change: 'reopened',
      change_note: 'called again',
    });
  });

  it('reaches its end without a next step', () => {
    expect(journey([...toDesign, enters('acceptance', 30)])).toMatchObject({ k: 10, n_steps: 10, next_title: null });
  });

  it('says when the customer confirmed the step, unless they took it back', () => {
    const confirmed = tell('CustomerConfirmed', onDay(20), { stepKey: 'solution-design' });
    expect(journey([...toDesign, confirmed]).confirmed_at).toBe(instant(onDay(20)));
    const retracted = tell('CustomerConfirmationRetracted', onDay(21), { stepKey: 'solution-design' });
    expect(journey([...toDesign, confirmed, retracted]).confirmed_at).toBeNull();
  });
});

describe('a journey with choices', () => {
  const eight = contextOf([...shippedProcess('eight-steps'), berlin]);
  const of = (...steps: readonly string[]) =>
    journey(
      [tell('DealOpened', onDay(1), { processId: 'gemba:eight-steps' }), ...steps.map((key, i) => enters(key, 2 + i))],
      eight,
    );

  it('counts visible steps alone, from the first of them', () => {
    expect(of('prospecting')).toMatchObject({ k: 0, n_steps: 5, step_title: null, next_title: 'approach' });
    expect(of('prospecting', 'pre-approach', 'approach')).toMatchObject({ k: 1, n_steps: 5, change: 'forward' });
  });

  it('leaves out a branch that was not chosen, and takes in one that was', () => {
    const to = ['prospecting', 'pre-approach', 'approach', 'need-assessment', 'presentation'];
    expect(of(...to)).toMatchObject({ k: 3, n_steps: 5, next_title: 'gaining commitment' });
    expect(of(...to, 'meeting-objections')).toMatchObject({ k: 4, n_steps: 6, next_title: 'gaining commitment' });
    expect(of(...to, 'gaining-commitment')).toMatchObject({ k: 4, n_steps: 5, next_title: 'follow-up' });
  });

  it('follows the branch that it is on, whichever is usual', () => {
    const ways: Ways = { start: ['small', 'large'], small: ['end'], large: ['check'], check: ['end'], end: [] };
    const context = contextOf(drawnVersion('sale', 1, '2026-01-01 00:00', ways));
    const on = (...steps: readonly string[]) =>
      journey(
        [tell('DealOpened', onDay(1), { processId: 'sale' }), ...steps.map((key, i) => enters(key, 2 + i))],
        context,
      );
    expect(on('start')).toMatchObject({ k: 1, n_steps: 3, next_title: 'small' });
    expect(on('start', 'large')).toMatchObject({ k: 2, n_steps: 4, next_title: 'check' });
    expect(on('check')).toMatchObject({ k: 3, n_steps: 4 });
  });
});

describe('a journey that was moved to another version', () => {
  const first = drawnVersion('sale', 1, '2026-01-01 00:00', { talk: ['visit'], visit: ['offer'], offer: [] });
  const second = drawnVersion('sale', 2, '2026-03-04 00:00', {
    talk: ['meet'],
    meet: ['plan'],
    plan: ['offer'],
    offer: [],
  });
  const context = contextOf([...first, ...second]);
  const migrates = (stepMap: Record<string, string>) =>
    tell('DealMigratedToVersion', onDay(5), { from: 1, to: 2, stepMap, by: 'ann' });
  const before = [tell('DealOpened', onDay(1), { processId: 'sale' }), enters('talk', 2), enters('visit', 3)];

  it('stands at the mapped step, and announces that the process changed', () => {
    expect(journey([...before, migrates({ visit: 'meet' })], context)).toMatchObject({
      version: 2,
      k: 2,
      n_steps: 4,
      step_title: 'meet',
      change: 'process_changed',
      changed_at: instant(onDay(5)),
      k_before: 2,
      n_before: 3,
    });
  });

  it('stays at a step that the new version does not know, until it moves on', () => {
    expect(journey([...before, migrates({})], context)).toMatchObject({ k: 2, n_steps: 3, step_title: 'visit' });
    expect(journey([...before, migrates({}), enters('plan', 6)], context)).toMatchObject({
      k: 3,
      n_steps: 4,
      change: 'forward',
    });
  });
});

describe('a journey of which nothing can be told', () => {
  it('says why', () => {
    expect(journey([enters('first-talk', 2)]).k_reason).toBe('no_opening');
    expect(journey([opened])).toMatchObject({ k: null, k_reason: 'no_steps', expected_reason: 'no_steps' });
    expect(journey([opened, enters('elsewhere', 2)]).k_reason).toBe('step_not_in_version');
  });

  it('has no date without a calendar, or where the time of entry is unknown', () => {
    const bare = contextOf(drawnVersion('sale', 1, '2026-01-01 00:00', { talk: [] }));
    const talk = [tell('DealOpened', onDay(1), { processId: 'sale' }), enters('talk', 2)];
    expect(journey(talk, bare)).toMatchObject({ k: 1, expected_date: null, expected_reason: 'no_calendar' });
    const vague = tell('StepEntered', onDay(2), { stepKey: 'first-talk' }, { precision: 'unknown' });
    expect(journey([opened, vague]).expected_reason).toBe('entry_time_unknown');
  });
});
