/** The distribution tails used here; jstat ships no types. */
declare module 'jstat' {
  export const jStat: {
    chisquare: { cdf(x: number, degreesOfFreedom: number): number };
    normal: {
      cdf(x: number, mean: number, deviation: number): number;
      inv(p: number, mean: number, deviation: number): number;
    };
    beta: { inv(p: number, alpha: number, beta: number): number };
    centralF: { cdf(x: number, df1: number, df2: number): number };
  };
}
