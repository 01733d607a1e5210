import { kaplanMeier, type Observation, survivalQuantile } from '@gemba/process-analytics';
import { rateColumns, rateOf } from '../rates';
import { type HandoverThen } from './handover-as-of';

const count = (all: readonly HandoverThen[], is: (one: HandoverThen) => boolean): number => all.filter(is).length;

/** Summed in order of size, so that rows read in another order give the same last digit. */
const total = (values: readonly number[]): number =>
  Float64Array.from(values)
    .sort()
    .reduce((sum, value) => sum + value, 0);

const known = <Value>(values: readonly (Value | null)[]): Value[] => values.filter((value) => value !== null);

const quantiles = (observations: readonly Observation[]) => {
  const curve = kaplanMeier(observations);
  return [survivalQuantile(curve, 0.5), survivalQuantile(curve, 0.9)] as const;
};

const timesOf = (all: readonly HandoverThen[]) => {
  const [p50, p90] = quantiles(known(all.map(({ toAccept }) => toAccept)));
  const [businessP50, businessP90] = quantiles(known(all.map(({ toAcceptBusiness }) => toAcceptBusiness)));
  const accepted = all.filter(({ state }) => state === 'accepted').map(({ row }) => row);
  const wait = total(known(accepted.map(({ receiver_wait_s }) => receiver_wait_s)));
  const rework = total(known(accepted.map(({ rework_s }) => rework_s)));
  return {
    accept_p50_s: p50.value,
    accept_p50_low_s: p50.low,
    accept_p50_high_s: p50.high,
    accept_p90_s: p90.value,
    accept_p50_bs: businessP50.value,
    accept_p90_bs: businessP90.value,
    receiver_wait_s: wait,
    rework_s: rework,
    rework_share: wait + rework === 0 ? null : rework / (wait + rework),
  };
};

const completenessOf = (all: readonly HandoverThen[], minN: number) => {
  const scores = known(all.map(({ row }) => row.completeness));
  const complete = scores.filter((score) => score === 1).length;
  return {
    scored_n: scores.length,
    ...rateColumns('complete_rate', rateOf(complete, scores.length, minN)),
    mean_completeness: scores.length === 0 ? null : total(scores) / scores.length,
  };
};

/** Of work that its sender's checklist called complete, and the receiver has answered: what was not. */
const falseCompleteOf = (judged: readonly HandoverThen[], minN: number) => {
  const scored = judged.filter(({ row }) => row.completeness === 1);
  const wrong = count(scored, ({ isFirstPass }) => !isFirstPass);
  return {
    complete_judged_n: scored.length,
    ...rateColumns('false_complete_rate', rateOf(wrong, scored.length, minN)),
  };
};

const workOf = (all: readonly HandoverThen[], asOf: string) => {
  const chased = all.filter(({ row }) => row.first_chased_at !== null && row.first_chased_at <= asOf);
  return {
    returns: all.reduce((sum, { returns }) => sum + returns, 0),
    ping_pongs: all.reduce((sum, { returns, row }) => sum + returns + Number(row.takes_back_handover_id !== null), 0),
    chased_n: chased.length,
    chase_hours: total(known(chased.map(({ row }) => row.chase_hours))),
    chase_hours_unknown_n: count(chased, ({ row }) => row.chase_hours === null),
  };
};

/** What handovers of one pair of parties came to, as of an instant. */
export const pairSummary = (then: readonly HandoverThen[], asOf: string, minN: number) => {
  // Given up before the receiver had said anything: nobody's success or failure.
  const all = then.filter(({ state, isJudged }) => state !== 'withdrawn' || isJudged);
  const judged = all.filter(({ isJudged }) => isJudged);
  const rateOfJudged = (is: (one: HandoverThen) => boolean) => rateOf(count(judged, is), judged.length, minN);
  return {
    n: all.length,
    withdrawn_n: then.length - all.length,
    pending_n: count(all, ({ state }) => state === 'pending'),
    accepted_n: count(all, ({ state }) => state === 'accepted'),
    judged_n: judged.length,
    complete_and_accurate_n: count(judged, ({ isCompleteAndAccurate }) => isCompleteAndAccurate),
    ...completenessOf(all, minN),
    ...rateColumns(
      'first_pass_rate',
      rateOfJudged(({ isFirstPass }) => isFirstPass),
    ),
    ...rateColumns(
      'pca',
      rateOfJudged(({ isCompleteAndAccurate }) => isCompleteAndAccurate),
    ),
    ...rateColumns(
      'rejection_rate',
      rateOfJudged(({ wasReturned }) => wasReturned),
    ),
    ...falseCompleteOf(judged, minN),
    ...timesOf(all),
    ...workOf(all, asOf),
  };
};

export type PairSummary = ReturnType<typeof pairSummary>;
