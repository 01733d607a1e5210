import fc from 'fast-check';
import { seededRandom, shuffleInPlace } from '../seeded-random';
import { caseRows } from './case-rows';
import { testBestSplit } from './permutation-test';
import { Reach } from './reach';
import { scanSplits, type ScanResult, standardised } from './two-sample-scan';

const MIN_SEGMENT = 3;
const inOrder = (n: number): Int32Array => Int32Array.from({ length: n }, (_, i) => i);

/** Counts of a few things in a row of cases, of which most cases have none; with and without a change in the middle. */
const counted = fc
  .record({
    seed: fc.integer(),
    cases: fc.integer({ min: 2 * MIN_SEGMENT, max: 40 }),
    columns: fc.integer({ min: 1, max: 6 }),
    chance: fc.constantFrom(0.05, 0.2, 0.6),
    shift: fc.constantFrom(0, 0.4, 1),
  })
  .map(({ seed, cases, columns, chance, shift }) => {
    const random = seededRandom(seed);
    const column = (): Float64Array =>
      Float64Array.from({ length: cases }, (_, i) =>
        random() < chance + (i > cases / 2 ? shift : 0) ? 1 + Math.floor(random() * 3) : 0,
      );
    return standardised(Array.from({ length: columns }, column));
  });

describe('testBestSplit', () => {
  const settings = { minSegment: MIN_SEGMENT, permutations: 99, seed: 5 };

  /** The definition, word for word: every shuffle scanned, every rank counted. */
  const byDefinition = (columns: readonly Float64Array[]) => {
    const cases = caseRows(columns, columns[0]!.length);
    const order = inOrder(cases.n);
    const random = seededRandom(settings.seed);
    const all = [scanSplits(cases, order, MIN_SEGMENT)];
    while (all.length <= settings.permutations) {
      shuffleInPlace(order, random);
      all.push(scanSplits(cases, order, MIN_SEGMENT));
    }
    const rankBy = (one: ScanResult, by: keyof ScanResult): number =>
      all.filter((other) => other[by].statistic >= one[by].statistic).length;
    const rank = (one: ScanResult): number => Math.min(rankBy(one, 'bySum'), rankBy(one, 'byLargest'));
    const [seen] = all as [ScanResult];
    const isBySum = rankBy(seen, 'bySum') <= rankBy(seen, 'byLargest');
    const asExtreme = all.filter((one) => rank(one) <= rank(seen)).length;
    return { at: (isBySum ? seen.bySum : seen.byLargest).at, pValue: asExtreme / all.length };
  };

  it.each([0.01, 0.05, 0.5, 1])('finds what all ranks say, or nothing where p lies above %s', (alpha) => {
    fc.assert(
      fc.property(counted, (columns) => {
        if (columns.length === 0) return;
        const expected = byDefinition(columns);
        expect(testBestSplit(columns, { ...settings, alpha })).toEqual(expected.pValue > alpha ? null : expected);
      }),
      { numRuns: 60 },
    );
  });
});

describe('Reach', () => {
  it('never passes over an order whose best cut comes up to what is seen', () => {
    fc.assert(
      fc.property(counted, fc.integer(), fc.double({ min: 0.2, max: 1, noNaN: true }), (columns, seed, part) => {
        if (columns.length === 0) return;
        const cases = caseRows(columns, columns[0]!.length);
        const order = inOrder(cases.n);
        shuffleInPlace(order, seededRandom(seed));
        const { bySum, byLargest } = scanSplits(cases, order, MIN_SEGMENT);
        const onlyBySum = { bySum: { at: 0, statistic: bySum.statistic * part }, byLargest: { at: 0, statistic: 1e9 } };
        const onlyByLargest = {
          bySum: { at: 0, statistic: 1e9 },
          byLargest: { at: 0, statistic: byLargest.statistic * part },
        };
        expect(new Reach(cases, onlyBySum, MIN_SEGMENT).mayReach(order)).toBe(true);
        expect(new Reach(cases, onlyByLargest, MIN_SEGMENT).mayReach(order)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('passes over cases with little in many columns unless they come up to it', () => {
    const random = seededRandom(2);
    const columns = standardised(
      Array.from({ length: 20 }, () => Float64Array.from({ length: 400 }, () => Number(random() < 0.1))),
    );
    const cases = caseRows(columns, 400);
    const order = inOrder(400);
    const { bySum, byLargest } = scanSplits(cases, order, 20);
    const above = (times: number) => ({
      bySum: { at: 0, statistic: bySum.statistic * times },
      byLargest: { at: 0, statistic: byLargest.statistic * times },
    });
    expect(new Reach(cases, above(1.0001), 20).mayReach(order)).toBe(false);
    expect(new Reach(cases, above(1), 20).mayReach(order)).toBe(true);
  });
});
