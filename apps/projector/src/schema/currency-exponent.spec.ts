import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { currencyExponent } from '@gemba/intake';

describe('the decimals of a currency', () => {
  const sql = readFileSync(join(__dirname, 'major-units.sql'), 'utf8');
  const inSql = [...sql.matchAll(/currency in \(([^)]*)\) then (\d)/g)].flatMap(([, codes, exponent]) =>
    [...codes!.matchAll(/'([A-Z]{3})'/g)].map(([, code]) => [code!, Number(exponent)] as const),
  );

  it('are the same in the views for BI and where amounts come in', () => {
    expect(inSql.length).toBeGreaterThan(170);
    expect(inSql.map(([code]) => [code, currencyExponent(code)])).toEqual(inSql);
  });

  it('are unknown for what is no currency with a minor unit', () => {
    expect(['XAU', 'XTS', 'BTC', 'eur', '', '__proto__'].map(currencyExponent)).toEqual(Array(6).fill(null));
  });
});
