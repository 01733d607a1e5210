import { digestOfToken, isDigestOf, isToken, mintToken } from './journey-token';

describe('a token', () => {
  it('is 128 random bits that stand in a path as they are', () => {
    const tokens = new Set(Array.from({ length: 1_000 }, mintToken));
    expect(tokens.size).toBe(1_000);
    for (const token of tokens) expect(isToken(token)).toBe(true);
    for (const other of ['', 'short', "22 characters with ' in", 'x'.repeat(23)]) expect(isToken(other)).toBe(false);
  });

  it('is known by its digest, which does not hold it', () => {
    const [token, other] = [mintToken(), mintToken()];
    expect(isDigestOf(digestOfToken(token), token)).toBe(true);
    expect(isDigestOf(digestOfToken(token), other)).toBe(false);
    expect(digestOfToken(token).toString('latin1')).not.toContain(token);
  });
});
