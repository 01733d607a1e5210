import { chiSquareTest } from '@gemba/process-analytics';

/** Won and lost of one group. */
export type Decided = readonly [won: number, lost: number];

export interface Difference {
  readonly chi2: number | null;
  readonly df: number | null;
  readonly p: number | null;
  readonly verdict: 'differ' | 'no_difference_found' | 'insufficient';
}

/** Cochran's rule: χ² is trusted while at most this share of the cells is expected to hold fewer than five. */
const MOST_SMALL_CELLS = 0.2;

/** With fewer than two groups to compare, or too many cells too small for χ², nothing is said. */
export const differenceOf = (groups: readonly Decided[], level: number): Difference => {
  const { statistic, degreesOfFreedom, pValue, smallCells } = chiSquareTest(groups);
  if (degreesOfFreedom === 0 || smallCells > MOST_SMALL_CELLS * 2 * groups.length) {
    return { chi2: null, df: null, p: null, verdict: 'insufficient' };
  }
  return {
    chi2: statistic,
    df: degreesOfFreedom,
    p: pValue,
    verdict: pValue < level ? 'differ' : 'no_difference_found',
  };
};
