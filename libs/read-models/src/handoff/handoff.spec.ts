import { describeWithData } from '@gemba/process-analytics/testing';
import fc from 'fast-check';
import { contextOf } from '../context';
import { foldDealCase } from '../deal-case';
import { type HistoryEvent } from '../history';
import {
  deal,
  handover,
  historiesOf,
  instant,
  officeHours,
  organisation,
  publishedVersion,
  type Told,
} from '../testing';
import { handoffPairs } from '../handoff-pair';
import { type HandoffRow, handoffRows } from './handoff.rows';

const HOUR = 3600;
const office = contextOf([
  ...publishedVersion('sale', 1, '2026-01-01 00:00', { contact: HOUR }, 'office'),
  officeHours('Europe/Berlin'),
]);
const opened = deal('crm:1')('DealOpened', '2026-03-02 08:00', { processId: 'sale', segment: 'small' });
const ready = { key: 'account', required: true, applicable: true, value: 'crm:c1', valid: true };
const lacking = { key: 'terms', required: true, applicable: true, valid: false };

const over = (from: string, to: string, id = 'crm:h1') => {
  const tell = handover(id);
  return {
    submits: (submissionNo: number, at: string, items: readonly (typeof lacking)[] = [ready], told: Told = {}) =>
      tell('HandoverSubmitted', at, { dealId: 'crm:1', fromTeam: from, toTeam: to, submissionNo, items }, told),
    accepts: (at: string) => tell('HandoverAccepted', at, { dealId: 'crm:1' }),
    rejects: (at: string) =>
      tell('HandoverRejected', at, { dealId: 'crm:1', items: [{ key: 'terms', defect: 'missing' }] }),
    withdraws: (at: string) => tell('HandoverWithdrawn', at, { dealId: 'crm:1' }),
    escapes: (at: string) => tell('MissingInformationReported', at, { dealId: 'crm:1', key: 'terms' }),
    chases: (at: string, hours?: number) =>
      tell('InformationChased', at, { dealId: 'crm:1', key: 'terms', ...(hours === undefined ? {} : { hours }) }),
  };
};
const { submits, accepts, rejects, withdraws, escapes, chases } = over('sales', 'desk');
const rows = (events: readonly HistoryEvent[], context = office) =>
  handoffRows(foldDealCase('crm:1', [opened, ...events], context), context);
const row = (...events: readonly HistoryEvent[]) => {
  const [first, ...more] = rows(events);
  expect(more).toEqual([]);
  return first!;
};

describe('handoff', () => {
  it('did not pass at once where the receiver took it, got it anew and sent that back, in its pair as in itself', () => {
    const again = row(
      submits(1, '2026-03-02 09:00'),
      accepts('2026-03-02 10:00'),
      submits(2, '2026-03-09 09:00', [lacking]),
      rejects('2026-03-09 10:00'),
      submits(3, '2026-03-10 09:00'),
      accepts('2026-03-10 10:00'),
    );
    expect(again).toMatchObject({ returns: 1, accepted_first: true, first_pass: false, complete_and_accurate: false });
    const [pair] = handoffPairs([again], { asOf: instant('2026-04-01 00:00') }, office);
    expect(pair).toMatchObject({ judged_n: 1, first_pass_rate: 0, pca: 0, rejection_rate: 1 });
  });

  it('is one row for a handover that went to and fro twice before it was accepted', () => {
    // Mondays to Fridays, 9 to 17 in Berlin: 8 to 16 UTC in early March.
    const golden = row(
      submits(1, '2026-03-02 09:00', [ready, lacking], { actorId: 'crm:rep' }),
      rejects('2026-03-02 11:00'),
      submits(2, '2026-03-03 09:00', [ready, lacking]),
      rejects('2026-03-03 10:00'),
      submits(3, '2026-03-03 12:00', [ready]),
      accepts('2026-03-03 13:00'),
    );
    expect(golden).toMatchObject({
      from_party: 'sales',
      to_party: 'desk',
      sender_id: 'crm:rep',
      status: 'accepted',
      submissions: 3,
      returns: 2,
      returned_at: [instant('2026-03-02 11:00'), instant('2026-03-03 10:00')],
      completeness: 0.5,
      completeness_last: 1,
      accepted_first: false,
      first_pass: false,
      complete_and_accurate: false,
      false_complete: false,
      accepted_incomplete: false,
      accept_s: 28 * HOUR,
      receiver_wait_s: 4 * HOUR,
      rework_s: 24 * HOUR,
      accept_bs: 12 * HOUR,
      receiver_wait_bs: 4 * HOUR,
      rework_bs: 8 * HOUR,
      calendar_id: 'office',
      version: 1,
      segment: 'small',
      censored: false,
    });
  });

  it('is complete and accurate where the receiver could use it as it came', () => {
    expect(row(submits(1, '2026-03-02 09:00'), accepts('2026-03-02 10:00'))).toMatchObject({
      completeness: 1,
      accepted_first: true,
      first_pass: true,
      complete_and_accurate: true,
      false_complete: false,
      rework_s: 0,
    });
  });

  it('keeps completeness and accuracy apart: what was chased was complete by its sender alone', () => {
    expect(
      row(submits(1, '2026-03-02 09:00'), chases('2026-03-02 09:30', 1.5), accepts('2026-03-02 10:00')),
    ).toMatchObject({
      completeness: 1,
      first_pass: true,
      complete_and_accurate: false,
      false_complete: false,
      chase_hours: 1.5,
    });
  });

  it('is falsely complete when the checklist was full and the receiver sent it back', () => {
    expect(row(submits(1, '2026-03-02 09:00'), rejects('2026-03-02 10:00'))).toMatchObject({
      completeness: 1,
      false_complete: true,
      status: 'rejected',
      censored: true,
      accept_s: null,
      accept_reason: 'rejected',
    });
  });

  it('is no first pass any more, and falsely complete, once a defect has escaped', () => {
    const events = [submits(1, '2026-03-02 09:00'), accepts('2026-03-02 10:00'), escapes('2026-04-01 10:00')];
    expect(row(...events)).toMatchObject({
      accepted_first: true,
      first_pass: false,
      complete_and_accurate: false,
      false_complete: true,
      escaped_items: 1,
      first_escaped_at: instant('2026-04-01 10:00'),
      accepted_at: instant('2026-03-02 10:00'),
    });
  });

  it('counts being sent back after acceptance as an escape, even where nothing is named', () => {
    const bare = handover('crm:h1')('HandoverRejected', '2026-03-05 10:00', { dealId: 'crm:1', items: [] });
    expect(row(submits(1, '2026-03-02 09:00'), accepts('2026-03-02 10:00'), bare)).toMatchObject({
      status: 'rejected',
      accepted_at: null,
      accepted_first: true,
      first_pass: false,
      returns: 1,
      first_escaped_at: instant('2026-03-05 10:00'),
    });
  });

  it('shows a source that tells of an acceptance which lacked a required item', () => {
    expect(row(submits(1, '2026-03-02 09:00', [ready, lacking]), accepts('2026-03-02 10:00'))).toMatchObject({
      status: 'accepted',
      completeness: 0.5,
      accepted_incomplete: true,
      false_complete: null,
      false_complete_reason: 'not_scored_complete',
    });
  });

  it('stores nothing of a pending handover that depends on now', () => {
    expect(row(submits(1, '2026-03-02 09:00'))).toMatchObject({
      status: 'pending',
      censored: true,
      accepted_at: null,
      accept_s: null,
      accept_reason: 'pending',
      bs_reason: 'pending',
      first_pass: null,
      complete_and_accurate: null,
      judgement_reason: 'pending',
      completeness: 1,
    });
  });

  it('leaves out what the sender took back before an answer', () => {
    expect(row(submits(1, '2026-03-02 09:00', [lacking]), withdraws('2026-03-02 10:00'))).toMatchObject({
      status: 'withdrawn',
      censored: false,
      judgement_reason: 'withdrawn',
      accept_reason: 'withdrawn',
    });
    const again = [submits(1, '2026-03-02 09:00', [lacking]), withdraws('2026-03-02 10:00')];
    expect(row(...again, submits(2, '2026-03-02 12:00'), accepts('2026-03-02 13:00'))).toMatchObject({
      first_pass: true,
      completeness: 1,
      taken_back: 1,
      first_submitted_at: instant('2026-03-02 12:00'),
      accept_s: HOUR,
    });
  });

  it('counts hours of chases as far as they are said, and none as unknown', () => {
    const first = submits(1, '2026-03-02 09:00');
    expect(row(first)).toMatchObject({ chases: 0, chase_hours: 0 });
    expect(row(first, chases('2026-03-02 10:00'))).toMatchObject({
      chases: 1,
      chase_hours: null,
      chases_without_hours: 1,
    });
    expect(row(first, chases('2026-03-02 10:00'), chases('2026-03-02 11:00', 2))).toMatchObject({
      chase_hours: 2,
      chases_without_hours: 1,
    });
  });

  it('sees work that goes straight back over another handover', () => {
    const [forth, back] = [over('sales', 'desk'), over('desk', 'sales', 'crm:h2')];
    const told = [
      forth.submits(1, '2026-03-02 09:00'),
      forth.accepts('2026-03-02 10:00'),
      back.submits(1, '2026-03-04 09:00'),
      over('sales', 'legal', 'crm:h3').submits(1, '2026-03-05 09:00'),
    ];
    expect(rows(told).map(({ takes_back_handover_id }) => takes_back_handover_id)).toEqual([null, 'crm:h1', null]);
  });

  it('counts business seconds over a change of the clock', () => {
    // Friday 16:00 to Monday 10:00 in Berlin; the clock went forward on Sunday.
    expect(row(submits(1, '2026-03-27 15:00'), accepts('2026-03-30 08:00'))).toMatchObject({
      accept_s: 65 * HOUR,
      accept_bs: 2 * HOUR,
    });
    // A night shift of six hours by the wall clock has five on that Sunday, and seven on the one in October.
    const night = organisation('acme')('CalendarPublished', '2026-01-01 00:00', {
      calendarId: 'desk',
      version: 1,
      tz: 'Europe/Berlin',
      hours: [{ weekday: 7, from: '00:00', to: '06:00' }],
      holidays: [],
    });
    const context = contextOf([
      ...publishedVersion('sale', 1, '2026-01-01 00:00', {}, 'office'),
      officeHours('UTC'),
      night,
    ]);
    const spring = [submits(1, '2026-03-28 12:00'), accepts('2026-03-29 12:00')];
    expect(rows(spring, context)[0]).toMatchObject({ accept_s: 24 * HOUR, accept_bs: 5 * HOUR, calendar_id: 'desk' });
    const autumn = [submits(1, '2026-10-24 12:00'), accepts('2026-10-25 12:00')];
    expect(rows(autumn, context)[0]).toMatchObject({ accept_bs: 7 * HOUR });
  });

  it('starts the clock with what was taken back, where the receiver took just that over', () => {
    const told = [submits(1, '2026-03-02 09:00'), withdraws('2026-03-02 10:00'), accepts('2026-03-02 11:00')];
    expect(row(...told, submits(2, '2026-03-02 12:00'))).toMatchObject({
      accept_s: 2 * HOUR,
      receiver_wait_s: HOUR,
      rework_s: HOUR,
    });
  });

  it('keeps unknown times out of durations, with the reason', () => {
    const vague = { precision: 'unknown' } as const;
    expect(row(submits(1, '2026-03-02 09:00', [ready], vague), accepts('2026-03-02 10:00'))).toMatchObject({
      first_submitted_at: null,
      first_submitted_reason: 'submission_time_unknown',
      accept_s: null,
      accept_reason: 'submission_time_unknown',
      first_pass: true,
    });
    expect(row(accepts('2026-03-02 10:00'))).toMatchObject({
      first_submitted_reason: 'never_submitted',
      completeness: null,
      completeness_reason: 'never_submitted',
      accept_reason: 'never_submitted',
    });
    const noCalendar = rows([submits(1, '2026-03-02 09:00'), accepts('2026-03-02 10:00')], contextOf([]));
    expect(noCalendar[0]).toMatchObject({ accept_s: HOUR, accept_bs: null, bs_reason: 'no_calendar' });
  });

  it('splits the time to accept without rest, whatever happened', () => {
    const minute = fc.integer({ min: 0, max: 40_000 });
    const at = (m: number) => new Date(Date.UTC(2026, 2, 20) + m * 60_000).toISOString().replace('000Z', '000000Z');
    const event = fc.oneof(
      fc.tuple(fc.integer({ min: 1, max: 4 }), minute).map(([no, m]) => submits(no, at(m))),
      minute.map((m) => accepts(at(m))),
      minute.map((m) => rejects(at(m))),
      minute.map((m) => withdraws(at(m))),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 9 }), (events) => {
        for (const told of rows(events)) {
          if (told.accept_s === null) continue;
          expect(told.receiver_wait_s! + told.rework_s!).toBeCloseTo(told.accept_s, 6);
          expect(told.receiver_wait_bs! + told.rework_bs!).toBeCloseTo(told.accept_bs!, 6);
          expect(told.receiver_wait_s).toBeGreaterThanOrEqual(0);
          expect(told.rework_bs).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describeWithData('crm/maven/sales_pipeline.csv', 'handoff on the Maven pipeline', () => {
  const rule = organisation('maven:org')('HandoverDerivationDefined', '2018-01-01 00:00', {
    version: 1,
    processId: 'maven:pipeline',
    boundaries: [
      { key: 'lead-to-rep', on: 'opening', from: 'marketing', items: [{ key: 'account', field: 'customerId' }] },
    ],
  });
  const context = contextOf([rule]);
  const found: { isOpen: boolean; handoff: HandoffRow }[] = [];

  beforeAll(async () => {
    for (const [dealId, events] of await historiesOf('maven-pipeline', 'crm/maven/sales_pipeline.csv')) {
      const dealCase = foldDealCase(dealId, events, context);
      const isOpen = dealCase.attempts.at(-1)!.outcome === null;
      for (const handoff of handoffRows(dealCase, context)) found.push({ isOpen, handoff });
    }
  }, 120_000);

  it('scores the 1,425 open deals without an account incomplete, and no closed one', () => {
    const incomplete = (open: boolean) => {
      const some = found.filter(({ isOpen }) => isOpen === open);
      return [some.filter(({ handoff }) => handoff.completeness! < 1).length, some.length];
    };
    expect(incomplete(true)).toEqual([1425, 2089]);
    expect(incomplete(false)).toEqual([0, 6711]);
  });

  it('marks them derived, judges nothing, and knows the teams', () => {
    expect(
      new Set(found.map(({ handoff }) => `${handoff.origin} ${handoff.status} ${handoff.judgement_reason}`)),
    ).toEqual(new Set(['derived unjudged derived']));
    expect(new Set(found.map(({ handoff }) => `${handoff.from_party} → ${handoff.to_party}`))).toEqual(
      new Set(['marketing → maven:Central', 'marketing → maven:East', 'marketing → maven:West']),
    );
  });
});
