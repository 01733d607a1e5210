import { seededRandom } from '@gemba/process-analytics';
import fc from 'fast-check';
import { type Context, contextOf } from '../context';
import { instant, officeHours, processOf, publishedVersion } from '../testing';
import { handoffPairs } from './handoff-pair.rows';
import { type HandoffOfPair } from './handover-as-of';

const HOUR = 3600;
const boundary = (key: string, fromTeam: string, toTeam: string) =>
  processOf('sale')('HandoverDefined', '2025-12-31 00:00', {
    version: 1,
    key,
    afterStepKey: 'contact',
    fromTeam,
    toTeam,
    items: [],
  });
const context: Context = contextOf([
  ...publishedVersion('sale', 1, '2026-01-01 00:00', { contact: HOUR }),
  boundary('order', 'sales', 'desk'),
  boundary('build', 'desk', 'plant'),
  officeHours('UTC'),
]);

/** A handover that was accepted as it came, an hour after it was submitted. */
const accepted = (submitted: string, more: Partial<HandoffOfPair> = {}): HandoffOfPair => ({
  origin: 'recorded',
  party_kind: 'team',
  from_party: 'sales',
  to_party: 'desk',
  process_id: 'sale',
  version: 1,
  calendar_id: 'office',
  returned_at: [],
  takes_back_handover_id: null,
  first_submitted_at: instant(submitted),
  first_judged_at: instant(submitted).replace('T09', 'T10'),
  accepted_at: instant(submitted).replace('T09', 'T10'),
  withdrawn_at: null,
  completeness: 1,
  accepted_first: true,
  false_complete: false,
  first_escaped_at: null,
  chase_hours: 0,
  first_chased_at: null,
  first_reported_at: null,
  accept_s: HOUR,
  receiver_wait_s: HOUR,
  rework_s: 0,
  accept_bs: HOUR,
  ...more,
});
const pending = (submitted: string): HandoffOfPair =>
  accepted(submitted, {
    first_judged_at: null,
    accepted_at: null,
    accepted_first: null,
    false_complete: null,
    accept_s: null,
    receiver_wait_s: null,
    rework_s: null,
    accept_bs: null,
  });
const returned = (submitted: string): HandoffOfPair =>
  accepted(submitted, {
    ...pending(submitted),
    first_judged_at: instant(submitted).replace('T09', 'T11'),
    accepted_first: false,
    false_complete: true,
    returned_at: [instant(submitted).replace('T09', 'T11')],
  });

const over = (rows: readonly HandoffOfPair[], asOf = '2026-04-01 00:00', minN?: number) =>
  handoffPairs(rows, { asOf: instant(asOf) }, context, minN);
const pairOf = (rows: readonly HandoffOfPair[], asOf?: string) =>
  over(rows, asOf).find(({ pair_scope, version_scope }) => pair_scope === 'pair' && version_scope === 'one')!;

describe('handoff_pair', () => {
  it('keeps the sender’s completeness and the receiver’s judgement apart', () => {
    const rows = [
      accepted('2026-03-02 09:00'),
      accepted('2026-03-03 09:00', { first_chased_at: instant('2026-03-03 09:30'), chase_hours: 2 }),
      accepted('2026-03-04 09:00', { first_escaped_at: instant('2026-03-20 09:00'), false_complete: true }),
      returned('2026-03-05 09:00'),
    ];
    expect(pairOf(rows)).toMatchObject({
      n: 4,
      judged_n: 4,
      pending_n: 1,
      complete_rate: 1,
      first_pass_rate: 0.5,
      pca: 0.25,
      rejection_rate: 0.25,
      false_complete_rate: 0.5,
      pca_reason: 'insufficient',
      min_n: 30,
      returns: 1,
      ping_pongs: 1,
      chase_hours: 2,
      chased_n: 1,
    });
  });

  it('has an interval to each rate, and enough at thirty', () => {
    const rows = Array.from({ length: 30 }, (_, i) =>
      i < 15 ? accepted('2026-03-02 09:00') : returned('2026-03-02 09:00'),
    );
    const { pca, pca_lo, pca_hi, pca_reason } = pairOf(rows);
    expect([pca, pca_reason]).toEqual([0.5, null]);
    expect([pca_lo, pca_hi].map((end) => end!.toFixed(4))).toEqual(['0.3315', '0.6685']);
  });

  it('undoes what happened after the as-of', () => {
    const rows = [
      accepted('2026-03-02 09:00', { first_escaped_at: instant('2026-03-20 09:00') }),
      accepted('2026-03-12 09:00'),
      accepted('2026-03-25 09:00'),
    ];
    expect(pairOf(rows, '2026-03-12 09:30')).toMatchObject({ n: 2, judged_n: 1, pending_n: 1, first_pass_rate: 1 });
    expect(pairOf(rows, '2026-03-22 00:00')).toMatchObject({ n: 2, judged_n: 2, pending_n: 0, first_pass_rate: 0.5 });
  });

  it('counts pending handovers as waiting at least so long, never in a mean', () => {
    const rows = [accepted('2026-03-02 09:00'), pending('2026-03-02 09:00'), pending('2026-03-02 09:00')];
    expect(pairOf(rows)).toMatchObject({ accept_p50_s: null, accept_p50_bs: null, accepted_n: 1, pending_n: 2 });
    expect(pairOf(rows.slice(0, 2))).toMatchObject({ accept_p50_s: HOUR, accept_p50_bs: HOUR, accept_p90_s: null });
  });

  it('leaves out what was withdrawn unanswered; what was answered before stays', () => {
    const unanswered = { ...pending('2026-03-02 09:00'), withdrawn_at: instant('2026-03-03 09:00') };
    const answered = { ...returned('2026-03-02 09:00'), withdrawn_at: instant('2026-03-03 09:00') };
    expect(pairOf([unanswered, answered])).toMatchObject({ n: 1, withdrawn_n: 1, judged_n: 1, rejection_rate: 1 });
  });

  it('counts work that went back over another handover as a ping-pong', () => {
    const back = accepted('2026-03-03 09:00', {
      from_party: 'desk',
      to_party: 'sales',
      takes_back_handover_id: 'crm:h1',
    });
    const rows = over([accepted('2026-03-02 09:00'), back]);
    const found = rows.filter(({ pair_scope, version_scope }) => pair_scope === 'pair' && version_scope === 'one');
    expect(found.map(({ from_party, returns, ping_pongs }) => [from_party, returns, ping_pongs])).toEqual([
      ['desk', 0, 1],
      ['sales', 0, 0],
    ]);
  });

  it('rolls the receivers’ judgement over the chain that the version lays down', () => {
    const on = { from_party: 'desk', to_party: 'plant' };
    const rows = [
      accepted('2026-03-02 09:00'),
      returned('2026-03-02 09:00'),
      accepted('2026-03-02 09:00', on),
      accepted('2026-03-02 09:00', on),
      accepted('2026-03-02 09:00', on),
      { ...returned('2026-03-02 09:00'), ...on },
    ];
    const chain = over(rows, undefined, 2).find(
      ({ pair_scope, version_scope }) => pair_scope === 'chain' && version_scope === 'one',
    )!;
    expect(chain).toMatchObject({
      n: 6,
      chain: ['sales → desk', 'desk → plant'],
      rolled_pca: 0.375,
      rolled_pca_reason: null,
      from_party: null,
    });
    expect(chain.rolled_pca_lo).toBeLessThan(0.375);
    expect(chain.rolled_pca_hi).toBeGreaterThan(0.375);
  });

  it('rolls nothing where a pair of the chain has no judged handover', () => {
    const chain = over([accepted('2026-03-02 09:00')]).find(
      ({ pair_scope, version_scope }) => pair_scope === 'chain' && version_scope === 'one',
    );
    expect(chain).toMatchObject({ rolled_pca: null, rolled_pca_reason: 'pair_without_judged_handovers' });
  });

  it('never counts derived handovers with recorded ones', () => {
    const derived = { ...pending('2026-03-02 09:00'), origin: 'derived', completeness: 0.5 } as const;
    const rows = over([accepted('2026-03-02 09:00'), derived]).filter(({ pair_scope }) => pair_scope === 'pair');
    expect(
      rows.map(({ origin, version_scope, n, complete_rate, pca, pca_reason }) => [
        origin,
        version_scope,
        n,
        complete_rate,
        pca,
        pca_reason,
      ]),
    ).toEqual([
      ['derived', 'all', 1, 0, null, 'no_cases'],
      ['recorded', 'all', 1, 1, 1, 'insufficient'],
      ['derived', 'one', 1, 0, null, 'no_cases'],
      ['recorded', 'one', 1, 1, 1, 'insufficient'],
    ]);
  });

  it('says how many have no known time', () => {
    expect(pairOf([accepted('2026-03-02 09:00', { first_submitted_at: null })])).toMatchObject({
      n: 0,
      unknown_time_n: 1,
      pca: null,
    });
  });

  it('holds the true share of every pair in about 95 of 100 seeded worlds', () => {
    const random = seededRandom(20_260_303);
    let held = 0;
    for (let world = 0; world < 1000; world++) {
      const rows = Array.from({ length: 50 }, () =>
        random() < 0.8 ? accepted('2026-03-02 09:00') : returned('2026-03-02 09:00'),
      );
      const { pca_lo, pca_hi } = pairOf(rows);
      held += pca_lo! <= 0.8 && 0.8 <= pca_hi! ? 1 : 0;
    }
    expect(held).toBeGreaterThan(930);
    expect(held).toBeLessThan(975);
  });

  it('gives the same rows for the handovers in any order', () => {
    const kinds = [accepted, pending, returned];
    const rows = Array.from({ length: 24 }, (_, i) => ({
      ...kinds[i % 3]!(`2026-03-${String(1 + i).padStart(2, '0')} 09:00`),
      to_party: i % 2 === 0 ? 'desk' : 'legal',
      completeness: 1 / (1 + (i % 7)),
    }));
    const expected = JSON.stringify(over(rows));
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) =>
        expect(JSON.stringify(over(shuffled))).toBe(expected),
      ),
    );
  });
});
