import { parsePostmasterFile } from './postmaster-file';

const file = (status: string): string =>
  ['4711', '/data/postgres-18', '1788345600', '5439', '/data/run', '127.0.0.1', '  5432001    131072', status, ''].join(
    '\n',
  );

describe('postmaster.pid', () => {
  it('tells who serves and whether he is ready', () => {
    expect(parsePostmasterFile(file('ready   '))).toEqual({ pid: 4711, isReady: true });
  });

  it.each(['starting', 'stopping', 'standby '])('is not ready while it says "%s"', (status) => {
    expect(parsePostmasterFile(file(status))).toEqual({ pid: 4711, isReady: false });
  });

  it('may be caught before its last line was written', () => {
    expect(parsePostmasterFile('4711\n/data/postgres-18\n')).toEqual({ pid: 4711, isReady: false });
  });

  it.each(['', '\n', 'x\n', '-7\n', '0\n'])('says nothing when it holds %j', (text) => {
    expect(parsePostmasterFile(text)).toBeNull();
  });
});
