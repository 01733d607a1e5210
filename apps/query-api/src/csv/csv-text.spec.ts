import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvText } from './csv-text';

const lines = (text: string): string[][] => parse(text, { record_delimiter: '\r\n' });

describe('CSV', () => {
  it('has a line of names and a line for each row, each ended by CR LF', () => {
    expect(
      csvText(
        ['dealId', 'n'],
        [
          ['crm:1', 2],
          ['crm:2', -0.5],
        ],
      ),
    ).toBe('dealId,n\r\ncrm:1,2\r\ncrm:2,-0.5\r\n');
    expect(csvText(['dealId'], [])).toBe('dealId\r\n');
  });

  it('tells null from empty text', () => expect(csvText(['a', 'b'], [[null, '']])).toBe('a,b\r\n,""\r\n'));

  it('quotes what would end a field, and doubles quotes', () =>
    expect(csvText(['a'], [['say "a, b"\r\nc']])).toBe('a\r\n"say ""a, b""\r\nc"\r\n'));

  it('writes lists and objects as JSON', () =>
    expect(csvText(['a', 'b'], [[['x', null], { y: 1 }]])).toBe('a,b\r\n"[""x"",null]","{""y"":1}"\r\n'));

  it.each(['=1+1', '+49 30 1', '-2', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', "'=1", '\n=cmd|1'])(
    'keeps a spreadsheet from running %j',
    (text) => expect(lines(csvText(['a'], [[text]]))[1]).toEqual([`'${text}`]),
  );

  it.each(['a=1', '2026-09-02T10:12:13.000000Z', "'tis", 'crm:-1', ''])('leaves %j as it is', (text) =>
    expect(lines(csvText(['a'], [[text]]))[1]).toEqual([text]),
  );

  it('leaves negative numbers numbers', () => expect(csvText(['a'], [[-2], [-1e21]])).toBe('a\r\n-2\r\n-1e+21\r\n'));

  it('is read back as it was written, but for the apostrophe, which tells what to take off', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...`=+-@'" ,\t\r\na`) }));
    const withoutApostrophe = (shown: string): string =>
      /^'+(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/.test(shown) ? shown.slice(1) : shown;
    fc.assert(
      fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 2 }), { minLength: 1 }), (rows) => {
        const [, ...read] = lines(csvText(['a', 'b'], rows));
        expect(read.map((cells) => cells.map(withoutApostrophe))).toEqual(rows);
      }),
    );
  });
});
