import { ROW_LENGTH_MAX } from '../envelope/bounds';
import { CsvReader } from './csv-reader';

const read = async (text: string, options = {}, pieceLength = 7): Promise<string[]> => {
  const found: string[] = [];
  const reader = new CsvReader(
    {
      row: ({ place, fields }) =>
        found.push(`${place.line}: ${[...fields].map(([name, value]) => `${name}=${value}`).join(' ')}`),
      refused: ({ line }, [fault], raw) => found.push(`${line}! ${fault?.code} ${JSON.stringify(raw)}`),
    },
    options,
  );
  for (let from = 0; from < text.length; from += pieceLength) await reader.write(text.slice(from, from + pieceLength));
  await reader.end();
  return found;
};

describe('a CSV file', () => {
  it('is read row by row, with the line on which each begins', async () => {
    expect(await read('a,b\r\n1,2\r\n\r\n"x\r\ny","say ""hi"""\n\n5,é')).toEqual([
      '2: a=1 b=2',
      '4: a=x\r\ny b=say "hi"',
      '7: a=5 b=é',
    ]);
  });

  it('may have another delimiter, another quote, and no header', async () => {
    expect(await read("1;'2;3'\n", { delimiter: ';', quote: "'", columns: ['a', 'b'] })).toEqual(['1: a=1 b=2;3']);
  });

  it('may name two columns alike: both are kept', async () => {
    expect(await read('a,a,b\n1,2,3\n')).toEqual(['2: a=1 a#2=2 b=3']);
  });

  it('may hold no row, or nothing at all', async () => {
    expect(await read('a,b\n')).toEqual([]);
    expect(await read('')).toEqual([]);
  });
});

describe('a broken row', () => {
  it('with too few or too many cells is refused as it stands', async () => {
    expect(await read('a,b\n1\n1,2,3\n4,5\n')).toEqual(['2! ragged-row "1"', '3! ragged-row "1,2,3"', '4: a=4 b=5']);
  });

  it('with a quote that nobody closes costs one line, not the rest of the file', async () => {
    expect(await read('a,b\n1,"2\n3,4\n\n5,6\n')).toEqual(['2! broken-csv "1,\\"2"', '3: a=3 b=4', '5: a=5 b=6']);
  });

  it('with a quote in the wrong place is refused, and the next is read', async () => {
    expect(await read('a,b\n1,x"y\n3,4\n5,"6"z\n7,8\n')).toEqual([
      '2! broken-csv "1,x\\"y"',
      '3: a=3 b=4',
      '4! broken-csv "5,\\"6\\"z"',
      '5: a=7 b=8',
    ]);
  });

  it('as the last thing of the file is refused too', async () => {
    expect(await read('a,b\n1,2\n3,"4')).toEqual(['2: a=1 b=2', '3! broken-csv "3,\\"4"']);
  });

  it('as its header is where reading ends', async () => {
    expect(await read('a,"b"c\n1,2\n')).toEqual(['1! broken-csv "a,\\"b\\"c"', '1! broken-csv ""']);
  });

  it('with line ends of a kind that is not read (a lone carriage return) is told, not taken for a file without rows', async () => {
    const found = await read('a,b\r1,2\r3,4\r');
    expect(found.map((one) => one.slice(0, 14))).toEqual(['1! broken-csv ', '1! broken-csv ']);
    expect(await read('a,"b\rc"\n1,2\n')).toEqual(['2: a=1 b\rc=2']);
  });

  it('that never ends is given up before it fills the memory', async () => {
    const text = `a,b\n1,"${'x'.repeat(ROW_LENGTH_MAX + 100)}\n3,4\n`;
    const found = await read(text, {}, 16_384);
    expect(found.map((one) => one.slice(0, 14))).toEqual(['2! broken-csv ', '3: a=3 b=4']);
  });
});
