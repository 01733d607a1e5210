import { scoreChangePoints } from './change-point-score';

describe('scoreChangePoints', () => {
  it('gives each change one detection at most', () => {
    expect(scoreChangePoints([98, 103], [100], 5)).toEqual({ hits: 1, detections: 2, changes: 1, errorSum: 2 });
  });

  it('counts a detection exactly at the lag, and none beyond it', () => {
    expect(scoreChangePoints([105], [100], 5).hits).toBe(1);
    expect(scoreChangePoints([106], [100], 5).hits).toBe(0);
  });

  it('scores silence as no detection and missed changes', () => {
    expect(scoreChangePoints([], [100, 200], 5)).toEqual({ hits: 0, detections: 0, changes: 2, errorSum: 0 });
  });
});
