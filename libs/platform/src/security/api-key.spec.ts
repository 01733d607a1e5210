import { API_KEY_ENTRY, ApiKeyRing, mintApiKey } from './api-key';

describe('API keys', () => {
  it('are proved by what the configuration holds, which does not hold the key', () => {
    const { key, entry } = mintApiKey(['ingest', 'replay']);
    expect(entry).toMatch(API_KEY_ENTRY);
    expect(entry).not.toContain(key.slice(15));
    const ring = new ApiKeyRing([entry]);
    expect([...(ring.verify(key)?.scopes ?? [])]).toEqual(['ingest', 'replay']);
    expect(ring.verify(key)).toBe(ring.verify(key));
  });

  it('are refused when wrong by one letter, unknown, or not a key at all', () => {
    const { key, entry } = mintApiKey(['admin']);
    const ring = new ApiKeyRing([entry]);
    const wrong = key.slice(0, -1) + (key.endsWith('A') ? 'B' : 'A');
    expect([wrong, mintApiKey(['admin']).key, 'hello', ''].map((text) => ring.verify(text))).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});
