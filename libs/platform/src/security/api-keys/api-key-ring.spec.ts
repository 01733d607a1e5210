import { scrypt } from 'node:crypto';
import { API_KEY_ENTRY, expiryText, mintApiKey, withExpiry } from './api-key-entry';
import { ApiKeyRing } from './api-key-ring';

jest.mock('node:crypto', () => {
  const crypto = jest.requireActual<typeof import('node:crypto')>('node:crypto');
  return { ...crypto, scrypt: jest.fn(crypto.scrypt) };
});
const proofs = (): number => jest.mocked(scrypt).mock.calls.length;

const changed = (key: string): string => key.slice(0, -1) + (key.endsWith('A') ? 'B' : 'A');
const T = Date.parse('2026-09-02T10:00:00Z');

describe('API keys', () => {
  beforeEach(() => jest.mocked(scrypt).mockClear());

  it('are proved by what the configuration holds, which does not hold the key', async () => {
    const { key, entry } = mintApiKey(['ingest', 'replay']);
    expect(entry).toMatch(API_KEY_ENTRY);
    expect(entry).not.toContain(key.slice(15));
    const verdict = await new ApiKeyRing([entry]).prove(key);
    expect(verdict).toMatchObject({ kind: 'valid', key: { scopes: new Set(['ingest', 'replay']), expiresAtMs: null } });
  });

  it('are refused when wrong by one letter, unknown, or not a key at all', async () => {
    const { key, entry } = mintApiKey(['admin']);
    const ring = new ApiKeyRing([entry]);
    for (const wrong of [changed(key), mintApiKey(['admin']).key, 'hello', '', 'gemba_', `${key} `]) {
      expect(await ring.prove(wrong)).toEqual({ kind: 'wrong' });
    }
  });

  it('hold until the second of their expiry, and only who has the right key hears that it has expired', async () => {
    const { key, entry } = mintApiKey(['read'], T);
    let now = T - 1;
    const ring = new ApiKeyRing([entry], () => now);
    expect(entry).toMatch(API_KEY_ENTRY);
    expect(await ring.prove(key)).toMatchObject({ kind: 'valid' });
    now = T;
    expect(await ring.prove(key)).toMatchObject({ kind: 'expired' });
    expect(ring.recall(key)).toMatchObject({ kind: 'expired' });
    expect(await ring.prove(changed(key))).toEqual({ kind: 'wrong' });
  });

  it('hold two at a time while one takes over from the other, until the entry of the old one goes', async () => {
    const [old, fresh] = [mintApiKey(['ingest']), mintApiKey(['ingest'])];
    const ring = new ApiKeyRing([old.entry, fresh.entry]);
    const kinds = async () => [(await ring.prove(old.key)).kind, (await ring.prove(fresh.key)).kind];
    expect(await kinds()).toEqual(['valid', 'valid']);
    ring.replaceEntries([fresh.entry]);
    expect(await kinds()).toEqual(['wrong', 'valid']);
  });

  it('take the expiry of their entry from the moment on at which it is replaced', async () => {
    const { key, entry } = mintApiKey(['ingest']);
    const ring = new ApiKeyRing([entry], () => T);
    expect((await ring.prove(key)).kind).toBe('valid');
    ring.replaceEntries([withExpiry(entry, T - 1_000)]);
    expect((await ring.prove(key)).kind).toBe('expired');
  });

  it('are not believed when their proof ends after their entry has gone', async () => {
    const { key, entry } = mintApiKey(['admin']);
    const ring = new ApiKeyRing([entry]);
    const proof = ring.prove(key);
    ring.replaceEntries([mintApiKey(['admin']).entry]);
    expect(await proof).toEqual({ kind: 'wrong' });
  });

  it('cost their scrypt once, right or wrong, however often and however many at once they come', async () => {
    const { key, entry } = mintApiKey(['admin']);
    const ring = new ApiKeyRing([entry]);
    const wrong = changed(key);
    expect(ring.recall(key)).toBeNull();
    await Promise.all(Array.from({ length: 20 }, (_, i) => ring.prove(i % 2 === 0 ? key : wrong)));
    expect(ring.recall(key)).toMatchObject({ kind: 'valid' });
    expect(ring.recall(wrong)).toEqual({ kind: 'wrong' });
    await ring.prove(wrong);
    expect(proofs()).toBe(2);
  });

  it('cost nothing when no entry has their id', async () => {
    const ring = new ApiKeyRing([mintApiKey(['admin']).entry]);
    await ring.prove(mintApiKey(['admin']).key);
    expect(proofs()).toBe(0);
  });

  it('are proved one after the other, and turned away when more wait than can be done soon', async () => {
    const { key, entry } = mintApiKey(['admin']);
    const ring = new ApiKeyRing([entry]);
    let atOnce = 0;
    let atOnceMax = 0;
    const { scrypt: real } = jest.requireActual<typeof import('node:crypto')>('node:crypto');
    jest.mocked(scrypt).mockImplementation(((...args: unknown[]) => {
      atOnceMax = Math.max(atOnceMax, ++atOnce);
      const done = args.pop() as (error: Error | null, hash: Buffer) => void;
      // The cheapest cost there is: this is about how many run, not about what one costs.
      (real as (...all: unknown[]) => void)(...args, { N: 2 }, (error: Error | null, hash: Buffer) => {
        atOnce--;
        done(error, hash);
      });
    }) as never);
    const wrong = Array.from({ length: 200 }, (_, i) => `${key.slice(0, -3)}${String(i).padStart(3, '0')}`);
    const kinds = (await Promise.all(wrong.map((one) => ring.prove(one)))).map(({ kind }) => kind);
    expect([atOnceMax, kinds.filter((kind) => kind === 'wrong').length]).toEqual([1, 64]);
    expect(kinds.slice(64).every((kind) => kind === 'busy')).toBe(true);
    // Who was turned away was not called wrong: asked again, the answer is for certain.
    expect(await ring.prove(wrong.at(-1)!)).toEqual({ kind: 'wrong' });
  });
});

describe('an entry', () => {
  const { entry } = mintApiKey(['read']);

  it('may carry an expiry, in UTC and to the second', () => {
    expect(withExpiry(entry, T + 999)).toBe(`${entry}:2026-09-02T10:00:00Z`);
    expect(withExpiry(withExpiry(entry, T), T + 1_000)).toBe(`${entry}:${expiryText(T + 1_000)}`);
  });

  it.each([':2026-09-02', ':2026-13-02T10:00:00Z', ':2026-09-02T10:00:00+02:00', ':', ':soon'])(
    'is none with the expiry %s',
    (tail) => expect(`${entry}${tail}`).not.toMatch(API_KEY_ENTRY),
  );
});
