/**
 * How many decimals ISO 4217 gives each currency: its list of January 2026, and currencies it withdrew since 2015, in
 * which older amounts are. Codes that it gives none (gold, funds, tests) and codes that are not its are left out: a
 * guess would be wrong by a hundred.
 */
export const CURRENCIES_BY_DECIMALS: Readonly<Record<number, readonly string[]>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF BYR'.split(' '),
  2: (
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY ' +
    'COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS ' +
    'INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR ' +
    'MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP ' +
    'STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG ' +
    'ANG BGN CUC HRK LTL MRO SLL STD VEF ZWL'
  ).split(' '),
  3: 'BHD IQD JOD KWD LYD OMR TND'.split(' '),
  4: 'CLF UYW'.split(' '),
};

const DECIMALS: ReadonlyMap<string, number> = new Map(
  Object.entries(CURRENCIES_BY_DECIMALS).flatMap(([decimals, codes]) =>
    codes.map((code) => [code, Number(decimals)] as const),
  ),
);

/** Decimals of a currency by ISO 4217: 2 for EUR, 0 for JPY, 3 for KWD; null for codes that it gives none. */
export const currencyDecimals = (currency: string): number | null => DECIMALS.get(currency) ?? null;

/**
 * A whole amount in minor units as text in major units, exact: 123450 EUR → `1234.50`, 1234 JPY → `1234`; null where the
 * currency has no minor unit that is known.
 */
export const majorUnitsText = (minor: number, currency: string): string | null => {
  const decimals = currencyDecimals(currency);
  if (decimals === null) return null;
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  return `${minor < 0 ? '-' : ''}${whole}${decimals === 0 ? '' : `.${digits.slice(-decimals)}`}`;
};
