import fc from 'fast-check';
import { contextOf } from '../context';
import { foldDealCase, microsBetween } from '../deal-case';
import { type HistoryEvent } from '../history';
import { deal, instant, officeHours, publishedVersion } from '../testing';
import { stageVisitRows } from './stage-visit.rows';

const HOUR = 3600;
const DAY = 24 * HOUR;
const process = publishedVersion('sale', 1, '2026-01-01 00:00', { contact: 4 * HOUR, offer: 8 * HOUR }, 'office');
const office = contextOf([...process, officeHours('Europe/Berlin')]);
const withoutCalendar = contextOf(publishedVersion('sale', 1, '2026-01-01 00:00', { contact: HOUR }));

const tell = deal('crm:1');
const opened = tell('DealOpened', '2026-03-02 08:00', { processId: 'sale', segment: 'small' });
const enters = (stepKey: string, at: string) => tell('StepEntered', at, { stepKey });
const rows = (events: readonly HistoryEvent[], context = office) =>
  stageVisitRows(foldDealCase('crm:1', events, context), context);

describe('stage_visit', () => {
  it('has calendar and business seconds, the expectation and what is beyond it', () => {
    // Friday 6 March 09:00 in Berlin to Monday 15:00.
    const visit = rows([opened, enters('contact', '2026-03-06 08:00'), enters('offer', '2026-03-09 14:00')])[0]!;
    expect(visit).toMatchObject({
      deal_id: 'crm:1',
      attempt: 1,
      step_key: 'contact',
      visit_no: 1,
      visit_seq: 1,
      entered_at: instant('2026-03-06 08:00'),
      exited_at: instant('2026-03-09 14:00'),
      duration_s: 3 * DAY + 6 * HOUR,
      duration_bs: 14 * HOUR,
      expected_bs: 4 * HOUR,
      overdue_bs: 10 * HOUR,
      direction: 'first',
      exit_kind: 'moved',
      next_step_key: 'offer',
      process_id: 'sale',
      version: 1,
      calendar_id: 'office',
      segment: 'small',
      time_precision: 'instant',
      censored: false,
    });
  });

  it('stores nothing of an open visit that depends on now', () => {
    expect(rows([opened, enters('contact', '2026-03-06 08:00')])).toMatchObject([
      {
        exited_at: null,
        censored: true,
        duration_s: null,
        duration_reason: 'open',
        duration_bs: null,
        duration_bs_reason: 'open',
        overdue_bs: null,
        exit_kind: null,
        next_step_key: null,
      },
    ]);
  });

  it('is overdue by 0 within the expectation', () => {
    expect(
      rows([opened, enters('contact', '2026-03-02 08:00'), enters('offer', '2026-03-02 09:00')])[0]!.overdue_bs,
    ).toBe(0);
  });

  it('lasts 0 seconds for a hop within an instant', () => {
    const hop = rows([
      opened,
      enters('contact', '2026-03-02 08:00'),
      tell('DealWon', '2026-03-02 08:00', {}, { sequence: 1 }),
    ]);
    // Without a sequence of its own the step comes after the closing of the same instant, and so is no visit.
    expect(hop).toEqual([]);
    const sequenced = tell('StepEntered', '2026-03-02 08:00', { stepKey: 'contact' }, { sequence: 0 });
    const inOrder = rows([opened, sequenced, tell('DealWon', '2026-03-02 08:00', {}, { sequence: 1 })]);
    expect(inOrder).toMatchObject([{ duration_s: 0, duration_bs: 0, exit_kind: 'closed' }]);
  });

  it('sums time in stage over all visits, reopened attempts included, and marks the latest', () => {
    const all = rows([
      opened,
      enters('contact', '2026-03-02 08:00'),
      enters('offer', '2026-03-03 08:00'),
      enters('contact', '2026-03-04 08:00'),
      tell('DealLost', '2026-03-06 08:00', {}),
      tell('DealReopened', '2026-03-16 08:00', {}),
      enters('contact', '2026-03-17 08:00'),
    ]);
    const contact = all.filter(({ step_key }) => step_key === 'contact');
    expect(contact.map(({ attempt, visit_no, visit_seq }) => [attempt, visit_no, visit_seq])).toEqual([
      [1, 1, 1],
      [1, 2, 3],
      [2, 1, 4],
    ]);
    expect(contact.map((visit) => visit.cumulative_before_s)).toEqual([0, DAY, 3 * DAY]);
    expect(contact.map((visit) => visit.cumulative_before_bs)).toEqual([0, 8 * HOUR, 24 * HOUR]);
    expect(contact.map(({ is_latest }) => is_latest)).toEqual([false, false, true]);
    expect(contact.map(({ direction }) => direction)).toEqual(['first', 'backward', 'first']);
  });

  it('has no row for a step that was skipped', () => {
    const skipped = tell('StepSkipped', '2026-03-03 08:00', { stepKey: 'contact', reason: 'known customer' });
    expect(rows([opened, skipped, enters('offer', '2026-03-04 08:00')]).map(({ step_key }) => step_key)).toEqual([
      'offer',
    ]);
  });

  it('keeps unknown times out of durations, with the reason, never as 0', () => {
    const vague = tell('StepEntered', '2026-03-02 08:00', { stepKey: 'contact' }, { precision: 'unknown' });
    expect(rows([opened, vague])).toMatchObject([
      { entered_at: null, censored: true, duration_reason: 'open', time_precision: 'unknown' },
    ]);
    const [contact, offer, again] = rows([
      opened,
      vague,
      enters('offer', '2026-03-03 08:00'),
      tell('StepEntered', '2026-03-04 08:00', { stepKey: 'contact' }, { precision: 'unknown' }),
    ]);
    expect(contact).toMatchObject({ duration_s: null, duration_reason: 'entry_time_unknown', censored: false });
    expect(offer).toMatchObject({
      exited_at: null,
      duration_s: null,
      duration_reason: 'exit_time_unknown',
      censored: false,
    });
    expect(again).toMatchObject({ cumulative_before_s: null, cumulative_before_bs: null });
  });

  it('says how well a source knew the time', () => {
    const byDay = tell('StepEntered', '2026-03-02 00:00', { stepKey: 'contact' }, { precision: 'day' });
    expect(rows([byDay, enters('offer', '2026-03-03 08:00')])[0]).toMatchObject({
      time_precision: 'day',
      duration_s: 32 * HOUR,
    });
  });

  it('has no business time without a calendar, and no expectation without a version, with the reasons', () => {
    const steps = [enters('contact', '2026-03-02 08:00'), enters('offer', '2026-03-03 08:00')];
    expect(rows([opened, ...steps], withoutCalendar)).toMatchObject([
      { duration_s: DAY, duration_bs: null, duration_bs_reason: 'no_calendar', expected_bs: HOUR, overdue_bs: null },
      {
        expected_bs: null,
        expected_reason: 'step_not_in_version',
        direction: null,
        direction_reason: 'step_not_in_version',
      },
    ]);
    expect(rows(steps)[0]).toMatchObject({
      version: null,
      version_reason: 'no_opening',
      expected_bs: null,
      expected_reason: 'no_opening',
      duration_bs: 8 * HOUR,
    });
  });

  it('fills each attempt from its first step to its end without gap or overlap', () => {
    const step = fc.constantFrom('contact', 'offer', 'closing');
    const minutes = fc.integer({ min: 0, max: 300 });
    const moves = fc.array(fc.tuple(step, minutes), { minLength: 1, maxLength: 12 });
    const at = (minute: number) =>
      instant(
        `2026-03-02T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00.000000Z`,
      );
    fc.assert(
      fc.property(moves, fc.integer({ min: 301, max: 400 }), (told, end) => {
        const events = told.map(([stepKey, minute], i) =>
          tell('StepEntered', at(minute), { stepKey }, { sequence: i }),
        );
        const dealCase = foldDealCase('crm:1', [...events, tell('DealWon', at(end), {})], office);
        const { visits, ended } = dealCase.attempts[0]!;
        const total = stageVisitRows(dealCase, office).reduce((sum, { duration_s }) => sum + duration_s!, 0);
        expect(total).toBe(microsBetween(visits[0]!.entered, ended)! / 1_000_000);
      }),
    );
  });
});
