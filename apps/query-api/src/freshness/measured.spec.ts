import { measured, type StatedFreshness } from './measured';

const stated = (more: Partial<StatedFreshness> = {}): StatedFreshness => ({
  ...{ table: 'win_rate', state: 'fresh', position: 100, recordedAt: '2026-03-05T00:00:00.000000Z', asOf: null },
  ...{ lagEvents: 0, lagSeconds: 0, ageSeconds: 60 },
  ...more,
});
const fed = { position: 100n, events: 100 };

describe('how fresh a table is', () => {
  it('is what the projector says while it has read everything', () => {
    expect(measured([stated()], fed, 100n)).toEqual([
      expect.objectContaining({ state: 'fresh', lagEvents: 0, lagSeconds: 0 }),
    ]);
    expect(measured([stated({ state: 'stale', position: 90, lagEvents: 10, lagSeconds: 5 })], fed, 100n)).toEqual([
      expect.objectContaining({ state: 'stale', lagEvents: 10, lagSeconds: 60 }),
    ]);
  });

  it('is stale, with what is behind, where the projector stands still and the record goes on', () => {
    expect(measured([stated()], fed, 140n)).toEqual([
      expect.objectContaining({ state: 'stale', lagEvents: 40, lagSeconds: 60 }),
    ]);
    expect(measured([stated({ state: 'rebuilding', position: 90, lagEvents: 10 })], fed, 140n)).toEqual([
      expect.objectContaining({ state: 'rebuilding', lagEvents: 50, lagSeconds: 60 }),
    ]);
  });

  it('is not called fresh where the record does not answer', () => {
    expect(measured([stated()], fed, null)).toEqual([
      expect.objectContaining({ state: 'stale', lagEvents: 0, lagSeconds: 60 }),
    ]);
  });

  it('is not behind a record whose end was asked for before the last events came', () => {
    expect(measured([stated({ position: 120 })], { position: 120n, events: 120 }, 100n)).toEqual([
      expect.objectContaining({ state: 'fresh', lagEvents: 0, lagSeconds: 0 }),
    ]);
  });
});
