import { type CaseAt } from '../rates';

export interface ValueRate {
  readonly currency: string | null;
  readonly won_minor: number | null;
  readonly lost_minor: number | null;
  readonly rate_value: number | null;
  readonly value_reason: 'nothing_decided' | 'several_currencies' | 'currency_unknown' | 'amount_unknown' | null;
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
  if (currencies.size > 1) return without('several_currencies');
  const [currency] = currencies;
  if (currency === null) return without('currency_unknown');
  const won_minor = sumOf(decided.filter(({ outcome }) => outcome === 'won'));
  const lost_minor = sumOf(decided.filter(({ outcome }) => outcome === 'lost'));
  const isKnown = won_minor !== null && lost_minor !== null && won_minor + lost_minor > 0;
  return {
    currency: currency ?? null,
    won_minor,
    lost_minor,
    rate_value: isKnown ? won_minor / (won_minor + lost_minor) : null,
    value_reason: isKnown ? null : 'amount_unknown',
  };
};
