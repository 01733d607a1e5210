import { CURRENCIES_BY_DECIMALS } from '@gemba/event-sourcing';

const decimalsOf = Object.entries(CURRENCIES_BY_DECIMALS)
  .map(([decimals, codes]) => `  when currency in (${codes.map((code) => `'${code}'`).join(', ')}) then ${decimals}`)
  .join('\n');

/** Functions by which BI turns minor units into major ones, with the decimals that the rest of Gemba counts by. */
export const MAJOR_UNITS_SQL = `create or replace function :views.currency_exponent(currency text) returns integer
language sql immutable parallel safe
return case
${decimalsOf}
end;
comment on function :views.currency_exponent(text) is 'Decimals of a currency by ISO 4217: 2 for EUR, 0 for JPY, 3 for KWD; NULL for codes that it gives none';

create or replace function :views.major_units(minor bigint, currency text) returns numeric
language sql immutable parallel safe
return round(minor / 10::numeric ^ :views.currency_exponent(currency), :views.currency_exponent(currency));
comment on function :views.major_units(bigint, text) is 'An amount in minor units as one in major units, exact: 1234 EUR are 12.34, 1234 JPY are 1234; NULL where the currency has no minor unit';
`;
