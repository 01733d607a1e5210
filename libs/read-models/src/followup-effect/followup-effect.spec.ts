import { seededRandom, wilsonInterval } from '@gemba/process-analytics';
import { type OutcomeOfDeal, type OutcomeOfQuote } from '../rates';
import { instant } from '../testing';
import { followupEffect } from './followup-effect.rows';
import { landmark, undecidedAt } from './landmark';
import { PREDICTORS } from './predictors';
import { dealSubjects, type FollowupOfDeal, type FollowupOfQuote, quoteSubjects, type Subject } from './subject';

const DAY = 86_400;
const SETTINGS = { minN: 30, level: 0.05 };
const days = (...list: readonly number[]): number[] => list.map((d) => d * DAY);
const subject = (more: Partial<Subject> = {}): Subject => ({
  stratum: 'all',
  watchedS: 100 * DAY,
  endedAfterS: 30 * DAY,
  outcome: 'won',
  touchAfterS: [],
  rawAfterS: [],
  ...more,
});
const facts = { process_id: 'sale', segment: 'small', channel: null, team_id: null, owner_id: null };

describe('followup_effect', () => {
  it('takes only cases that were watched to the landmark and undecided there', () => {
    const cases = [
      subject({ endedAfterS: 14 * DAY }),
      subject({ endedAfterS: 14 * DAY + 0.001 }),
      subject({ endedAfterS: null, outcome: 'open' }),
      subject({ endedAfterS: null, outcome: 'open', watchedS: 14 * DAY - 1 }),
    ];
    expect(undecidedAt(cases, 14 * DAY)).toEqual([cases[1], cases[2]]);
  });

  it('counts what was done by the landmark, however much followed', () => {
    const label = (name: keyof typeof PREDICTORS, more: Partial<Subject>) =>
      PREDICTORS[name].placeOf(subject(more), 7 * DAY).label;
    expect(label('touches', { touchAfterS: days(1, 7, 7.01, 8, 9) })).toBe('2');
    expect(label('touches', { touchAfterS: days(8) })).toBe('0');
    expect(label('touches', { touchAfterS: days(1, 2, 3, 4) })).toBe('3-4');
    expect(label('raw_attempts', { rawAfterS: days(-1, 1), touchAfterS: days(1) })).toBe('2');
    expect(label('first_latency', { touchAfterS: days(1, 2) })).toBe('0-1 d');
    expect(label('first_latency', { touchAfterS: days(6.5) })).toBe('3-7 d');
    expect(label('first_latency', { touchAfterS: days(8) })).toBe('none by then');
    expect(label('first_latency', { touchAfterS: [] })).toBe('none by then');
  });

  it('reads deals as they stood at the as-of: later touches, ends and outcomes undone', () => {
    const followUp: FollowupOfDeal = {
      deal_id: 'crm:1',
      first_sent_at: instant('2026-02-01 00:00'),
      deal_ended_at: instant('2026-03-01 00:00'),
      touch_after_s: days(1, 20),
      raw_after_s: days(-1, 1, 20),
    };
    const told = (outcome: OutcomeOfDeal['outcome'], from: string, outcome_no: number): OutcomeOfDeal => ({
      deal_id: 'crm:1',
      outcome_no,
      outcome,
      from_at: instant(from),
      opened_at: instant('2026-01-05 00:00'),
      opened_reason: null,
      amount_minor: null,
      currency: null,
      ...facts,
    });
    const outcomes = [told('open', '2026-01-05 00:00', 1), told('won', '2026-03-01 00:00', 2)];
    const seen = (asOf: string) => dealSubjects([followUp], outcomes, instant(asOf))[0];
    expect(seen('2026-01-31 00:00')).toBeUndefined();
    expect(seen('2026-02-11 00:00')).toEqual({
      stratum: '["sale","small"]',
      watchedS: 10 * DAY,
      endedAfterS: null,
      outcome: 'open',
      touchAfterS: days(1),
      rawAfterS: days(-1, 1),
    });
    expect(seen('2026-03-01 00:00')).toMatchObject({ endedAfterS: 28 * DAY, outcome: 'won', touchAfterS: days(1, 20) });
  });

  it('takes one family of a deal, the first sent, so that one case is not counted as several', () => {
    const sequence = (family_id: string, started_at: string | null): FollowupOfQuote => ({
      deal_id: 'crm:1',
      family_id,
      started_at: started_at === null ? null : instant(started_at),
      touch_after_s: started_at === null ? null : days(1),
    });
    const quoteRow = (family_id: string): OutcomeOfQuote => ({
      deal_id: 'crm:1',
      family_id,
      outcome: 'rejected',
      decided_at: instant('2026-02-20 00:00'),
      first_sent_at: instant('2026-02-01 00:00'),
      valid_until_at: null,
      deal_outcome: 'lost',
      amount_minor: null,
      currency: null,
      ...facts,
    });
    const sequences = [sequence('b', '2026-02-03 00:00'), sequence('a', '2026-02-01 00:00'), sequence('c', null)];
    const subjects = quoteSubjects(sequences, ['a', 'b', 'c'].map(quoteRow), instant('2026-03-01 00:00'));
    expect(subjects).toMatchObject([{ outcome: 'lost', endedAfterS: 19 * DAY, watchedS: 28 * DAY }]);
  });

  it('says insufficient below the least number, and leaves small buckets without odds', () => {
    const cases = [
      ...Array.from({ length: 40 }, () => subject()),
      ...Array.from({ length: 29 }, () => subject({ touchAfterS: days(1), outcome: 'lost' })),
    ];
    const rows = followupEffect({ deal: cases, quote: [] }, { asOf: instant('2026-12-31 00:00') });
    const touches = rows.filter(({ landmark_d, predictor }) => landmark_d === 14 && predictor === 'touches');
    expect(
      touches.map(({ bucket, n, rate_reason, odds_reason, verdict }) => [bucket, n, rate_reason, odds_reason, verdict]),
    ).toEqual([
      ['0', 40, null, 'reference', 'insufficient'],
      ['1', 29, 'insufficient', 'insufficient', 'insufficient'],
    ]);
    expect(rows.map(({ landmark_d }) => landmark_d)).toEqual(expect.arrayContaining([3, 7, 14]));
  });

  it('never claims more than an association', () => {
    const cases = Array.from({ length: 200 }, (_, i) =>
      subject({ touchAfterS: i % 2 === 0 ? days(1) : [], outcome: i % 2 === 0 ? 'won' : 'lost' }),
    );
    const [row] = followupEffect({ deal: cases, quote: [] }, { asOf: instant('2026-12-31 00:00') });
    expect(row).toMatchObject({ verdict: 'associated_up', landmark_d: 3, predictor: 'touches' });
    expect(row!.finding).toBe(
      'Among deals still undecided 3 days after the first sending: the more touches by then, the more often won ' +
        'afterwards. An association: who was followed up, and how, was not decided by lot.',
    );
  });
});

describe('followup_effect on simulated deals', () => {
  interface Plan {
    readonly deals: number;
    /** Chance of winning, by the days a deal takes, its touches by day 7, and its segment. */
    readonly winning: (tookD: number, touchesBy7: number, segment: number) => number;
  }

  /** Deals last some weeks and are touched every few days for as long as they last; segments differ in both. */
  const simulate = ({ deals, winning }: Plan, random: () => number): Subject[] =>
    Array.from({ length: deals }, () => {
      const segment = random() < 0.5 ? 0 : 1;
      const wait = (meanD: number): number => -Math.log(1 - random()) * meanD;
      const tookD = wait(20);
      const touchAfterS: number[] = [];
      const every = segment === 0 ? 3 : 6;
      for (let at = wait(every); at < tookD; at += wait(every)) touchAfterS.push(at * DAY);
      const touchesBy7 = touchAfterS.filter((s) => s <= 7 * DAY).length;
      const isWon = random() < winning(tookD, touchesBy7, segment);
      return subject({
        stratum: String(segment),
        endedAfterS: tookD * DAY,
        outcome: isWon ? 'won' : 'lost',
        touchAfterS,
        rawAfterS: touchAfterS,
      });
    });

  const verdicts = (plan: Plan, runs: number, seed: number, name: keyof typeof PREDICTORS) => {
    const random = seededRandom(seed);
    return Array.from(
      { length: runs },
      () => landmark(simulate(plan, random), 7 * DAY, PREDICTORS[name], SETTINGS).verdict,
    );
  };
  const claims = (list: readonly string[]): number => list.filter((verdict) => verdict.startsWith('associated')).length;

  /** Quick deals are won, long ones lost, and long ones get more touches; touches do nothing. */
  const noEffect: Plan = { deals: 200, winning: (tookD, _, segment) => (tookD < 20 ? 0.8 : 0.3) - 0.2 * segment };

  it.each(['touches', 'first_latency'] as const)(
    'finds no effect of %s where long deals only collect more: 1,200 runs of 200 deals',
    (name) => {
      const found = verdicts(noEffect, 1200, 4101, name);
      const judged = found.filter((verdict) => verdict !== 'insufficient').length;
      expect(judged).toBeGreaterThan(1100);
      expect(wilsonInterval(claims(found), judged)!.high).toBeLessThanOrEqual(0.07);
    },
  );

  it('would have been misled by final counts in every run, and by ignoring segments in many', () => {
    const random = seededRandom(4102);
    const runs = Array.from({ length: 100 }, () => simulate(noEffect, random));
    const finalCounts = runs.map((cases) =>
      landmark(
        cases.map((each) => ({ ...each, endedAfterS: null })),
        100 * DAY,
        PREDICTORS.touches,
        SETTINGS,
      ),
    );
    expect(claims(finalCounts.map(({ verdict }) => verdict))).toBe(100);
    const pooled = runs.map((cases) =>
      landmark(
        cases.map((each) => ({ ...each, stratum: 'all' })),
        7 * DAY,
        PREDICTORS.touches,
        SETTINGS,
      ),
    );
    expect(claims(pooled.map(({ verdict }) => verdict))).toBeGreaterThan(10);
  });

  it('recovers seven points of win rate for each touch by day 7, in 600 deals, with a power above 0.9', () => {
    const planted: Plan = {
      deals: 600,
      winning: (_, touches, segment) => Math.min(0.95, 0.3 - 0.1 * segment + 0.07 * touches),
    };
    const found = verdicts(planted, 200, 4103, 'touches');
    expect(found).not.toContain('associated_down');
    expect(wilsonInterval(claims(found), found.length)!.low).toBeGreaterThan(0.9);
  });
});
