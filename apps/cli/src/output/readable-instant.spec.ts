import { readableInstant } from './readable-instant';

describe('readableInstant', () => {
  it.each([
    ['2026-09-02T10:12:13.000000Z', '2026-09-02 10:12:13Z'],
    ['2026-09-02T10:12:10.000000Z', '2026-09-02 10:12:10Z'],
    ['2026-09-02T10:12:13.120000Z', '2026-09-02 10:12:13.12Z'],
    ['2026-09-02T10:12:13.000001Z', '2026-09-02 10:12:13.000001Z'],
  ])('writes %s as %s, and loses nothing', (instant, text) => expect(readableInstant(instant)).toBe(text));
});
