import { type CaseAt } from '../rates';

export interface ValueRate {
  readonly currency: string | null;
  readonly won_minor: number | null;
  readonly lost_minor: number | null;
  readonly rate_value: number | null;
  readonly value_reason:
    'nothing_decided' | 'several_currencies' | 'currency_unknown' | 'amount_unknown' | 'worth_nothing' | null;
}

/** Null as soon as one amount is unknown: a sum of the others would be no sum (rule R7). */
const sumOf = (cases: readonly CaseAt[]): number | null =>
  cases.reduce<number | null>(
    (sum, { amountMinor }) => (sum === null || amountMinor === null ? null : sum + amountMinor),
    0,
  );

const without = (value_reason: ValueRate['value_reason']): ValueRate => ({
  currency: null,
  won_minor: null,
  lost_minor: null,
  rate_value: null,
  value_reason,
});

/** The share of the value decided on that was won. Never adds up two currencies (rule R8). */
export const valueRate = (cases: readonly CaseAt[]): ValueRate => {
  const decided = cases.filter(({ outcome }) => outcome === 'won' || outcome === 'lost');
  if (decided.length === 0) return without('nothing_decided');
  const valued = decided.filter(({ amountMinor }) => amountMinor !== null);
  const currencies = new Set(valued.map(({ currency }) => currency));
  if (valued.length === 0) return without('amount_unknown');
  if (currencies.has(null)) return without('currency_unknown');
  if (currencies.size > 1) return without('several_currencies');
  const [currency] = currencies;
  const won_minor = sumOf(decided.filter(({ outcome }) => outcome === 'won'));
  const lost_minor = sumOf(decided.filter(({ outcome }) => outcome === 'lost'));
  const whole = won_minor === null || lost_minor === null ? null : won_minor + lost_minor;
  return {
    currency: currency!,
    won_minor,
    lost_minor,
    rate_value: whole === null || whole === 0 ? null : won_minor! / whole,
    value_reason: whole === null ? 'amount_unknown' : whole === 0 ? 'worth_nothing' : null,
  };
};
