import { CURRENCIES_BY_DECIMALS, currencyDecimals, majorUnitsText } from './currency';

describe('currencies', () => {
  it('have the decimals that ISO 4217 gives them, and none where it gives none', () => {
    expect(['EUR', 'JPY', 'KWD', 'CLF'].map(currencyDecimals)).toEqual([2, 0, 3, 4]);
    for (const code of ['XAU', 'XXX', 'eur', 'BTC', '']) expect(currencyDecimals(code)).toBeNull();
  });

  it('stand in the list once each', () => {
    const codes = Object.values(CURRENCIES_BY_DECIMALS).flat();
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.every((code) => /^[A-Z]{3}$/.test(code))).toBe(true);
  });

  it('show an amount in major units, exactly, and not at all where a guess would be needed', () => {
    expect(majorUnitsText(123_450, 'EUR')).toBe('1234.50');
    expect(majorUnitsText(1, 'EUR')).toBe('0.01');
    expect(majorUnitsText(-5, 'USD')).toBe('-0.05');
    expect(majorUnitsText(0, 'EUR')).toBe('0.00');
    expect(majorUnitsText(123_450, 'JPY')).toBe('123450');
    expect(majorUnitsText(123_450, 'KWD')).toBe('123.450');
    expect(majorUnitsText(Number.MAX_SAFE_INTEGER, 'BHD')).toBe('9007199254740.991');
    expect(majorUnitsText(100, 'BTC')).toBeNull();
  });
});
