import { StreamTails } from './stream-tails';

const known = (...ids: readonly string[]) => ids.map((eventId) => ({ eventId, digest: `digest of ${eventId}` }));

describe('the tails of streams', () => {
  it('grow with what is appended', () => {
    const tails = new StreamTails(10);
    tails.extend('deal-1', -1, 1, known('a', 'b'));
    tails.extend('deal-1', 1, 2, known('c'));
    expect(tails.get('deal-1')).toEqual({
      version: 2,
      digests: new Map(known('a', 'b', 'c').map(({ eventId, digest }) => [eventId, digest])),
    });
  });

  it('take nothing that leaves a gap, nor what is older than what they hold', () => {
    const tails = new StreamTails(10);
    tails.extend('deal-1', 4, 5, known('f'));
    expect(tails.get('deal-1')).toBeUndefined();
    tails.extend('deal-1', -1, 1, known('a', 'b'));
    tails.extend('deal-1', 2, 3, known('d'));
    tails.extend('deal-1', -1, 0, known('a'));
    expect(tails.get('deal-1')).toMatchObject({ version: 1, digests: { size: 2 } });
  });

  it('keep no stream without events: there are too many of them', () => {
    const tails = new StreamTails(10);
    tails.extend('deal-1', -1, -1, []);
    expect(tails.get('deal-1')).toBeUndefined();
  });

  it('let go of the streams that were not used for longest when they hold too many events', () => {
    const tails = new StreamTails(4);
    tails.extend('deal-1', -1, 1, known('a', 'b'));
    tails.extend('deal-2', -1, 0, known('c'));
    tails.get('deal-1');
    tails.extend('deal-3', -1, 1, known('d', 'e'));
    expect(['deal-1', 'deal-2', 'deal-3'].filter((stream) => tails.get(stream) !== undefined)).toEqual([
      'deal-1',
      'deal-3',
    ]);
  });

  it('keep a stream that alone is larger than they may be, until the next one comes', () => {
    const tails = new StreamTails(2);
    tails.extend('deal-1', -1, 2, known('a', 'b', 'c'));
    expect(tails.get('deal-1')).toBeDefined();
    tails.extend('deal-2', -1, 0, known('d'));
    expect([tails.get('deal-1'), tails.get('deal-2')]).toEqual([undefined, expect.anything()]);
    tails.extend('deal-3', -1, 0, known('e'));
    expect(tails.get('deal-2')).toBeDefined();
  });

  it('forget what is in doubt', () => {
    const tails = new StreamTails(3);
    tails.extend('deal-1', -1, 1, known('a', 'b'));
    tails.clear();
    expect(tails.get('deal-1')).toBeUndefined();
    tails.extend('deal-2', -1, 2, known('c', 'd', 'e'));
    tails.drop('deal-2');
    expect(tails.get('deal-2')).toBeUndefined();
    tails.extend('deal-3', -1, 2, known('f', 'g', 'h'));
    expect(tails.get('deal-3')).toBeDefined();
  });
});
