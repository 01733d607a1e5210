import { seededRandom, wilsonInterval } from '@gemba/process-analytics';
import { charted, type ChartKind, type Measured } from './charted';

const points = (values: readonly number[], n = 100): Measured[] =>
  values.map((value, i) => ({ x: String(i), value, n }));
const repeated = (value: number, times: number) => Array<number>(times).fill(value);

describe('a chart', () => {
  it('has no limits under 6 points, provisional ones under 20', () => {
    expect(charted('xmr', points([1, 2, 3, 4, 5]))).toMatchObject(
      repeated(0, 5).map(() => ({ limits: 'none', mean: null, rules: [] })),
    );
    const provisional = charted('xmr', points([1, 2, 3, 4, 5, 6]));
    expect(provisional[0]).toMatchObject({ limits: 'provisional', baseline_n: 6, mean: 3.5, mr: null });
    expect(provisional[1]).toMatchObject({ mr: 1, url: 3.267 });
  });

  it('has no limits for single values that too few deals stand behind: one deal more is no signal', () => {
    const counts = [1, ...repeated(0, 30)];
    const sparse = charted(
      'xmr',
      counts.map((value, i) => ({ x: String(i), value, n: value })),
    );
    expect(sparse.every(({ limits, rules }) => limits === 'none' && rules.length === 0)).toBe(true);
    expect(sparse[0]).toMatchObject({ limits_reason: 'few_cases' });
  });

  it('has no limits for shares of which the rarer outcome is too rare, nor for single values that never vary', () => {
    expect(charted('p', points(repeated(0.5, 6), 10))[0]).toMatchObject({ limits: 'provisional', limits_reason: null });
    for (const [share, n] of [[0.5, 9] as const, [0.96, 100] as const, [0.04, 100] as const, [1, 100] as const])
      expect(charted('p', points(repeated(share, 6), n))[0]).toMatchObject({
        ...{ limits: 'none', limits_reason: 'few_cases', mean: null, lnpl: null, overdispersion: null, rules: [] },
      });
    expect(charted('p', points(repeated(0.95, 6), 100))[0]).toMatchObject({ limits: 'provisional' });
    const flat = charted('xmr', points([...repeated(1, 6), 0.98]).slice(0, 6));
    expect(flat[0]).toMatchObject({ limits: 'none', limits_reason: 'no_variation' });
    expect(charted('xmr', points([1, 2, 3, 4, 5]))[0]).toMatchObject({ limits_reason: 'few_points' });
  });

  it('freezes its limits after 20 points: what comes later is held against them and does not move them', () => {
    const baseline = Array.from({ length: 20 }, (_, i) => 10 + (i % 2));
    const before = charted('xmr', points(baseline));
    const after = charted('xmr', points([...baseline, 30, 30]));
    expect(after[0]).toEqual(before[0]);
    expect(after[20]).toMatchObject({
      limits: 'frozen',
      mean: 10.5,
      rules: ['beyond-limit', 'range-beyond-limit'],
    });
    expect(after[21]).toMatchObject({ mr: 0, rules: ['beyond-limit'] });
  });

  it('gives NIST’s limits for its flow rates', () => {
    const [first] = charted('xmr', points([49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]));
    expect(first!.unpl).toBeCloseTo(55.8041, 4);
    expect(first!.lnpl).toBeCloseTo(45.8159, 4);
  });

  it('says when shares vary more than chance lets them', () => {
    const wild = charted('p', points([0.2, 0.8, 0.2, 0.8, 0.2, 0.8]));
    // Neighbours differ by 0.6 / √(0.25 / 100) = 12 standard errors.
    expect(wild[0]!.overdispersion).toBeCloseTo(12 / 1.128, 10);
  });
});

describe('signals of 1,000 charts of 20 points in which nothing happened', () => {
  const binomial = (n: number, p: number, random: () => number): number =>
    Array.from({ length: n }, random).filter((u) => u < p).length / n;
  const normal = (random: () => number): number =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const signalled = (kind: ChartKind, value: () => number): number => {
    let signals = 0;
    for (let chart = 0; chart < 1000; chart++) {
      const rows = charted(kind, points(Array.from({ length: 20 }, value), 100));
      signals += rows.filter(({ rules }) => rules.length > 0).length;
    }
    return wilsonInterval(signals, 20_000)!.high;
  };

  it('are, by all rules together, at most 7 in 100 points of a p chart and of an XmR chart', () => {
    const random = seededRandom(21);
    expect(signalled('p', () => binomial(100, 0.6, random))).toBeLessThanOrEqual(0.07);
    expect(signalled('xmr', () => normal(random))).toBeLessThanOrEqual(0.07);
  });

  it.each([
    [1, 0.6],
    [2, 0.6],
    [5, 0.6],
    [10, 0.6],
    [13, 0.6],
    [3, 0.9],
    [20, 0.9],
    [60, 0.9],
    [10, 0.97],
    [200, 0.97],
  ])('are at most 7 in 100 points of a p chart of %d deals a point that win with %d', (n, p) => {
    const random = seededRandom(23);
    let signals = 0;
    for (let chart = 0; chart < 1000; chart++) {
      const values = Array.from({ length: 20 }, () => binomial(n, p, random));
      signals += charted('p', points(values, n)).filter(({ rules }) => rules.length > 0).length;
    }
    expect(wilsonInterval(signals, 20_000)!.high).toBeLessThanOrEqual(0.07);
  });

  it('while a share that falls from 60 to 40 of 100 is signalled within three periods in 95 of 100 charts', () => {
    const random = seededRandom(22);
    let found = 0;
    for (let chart = 0; chart < 100; chart++) {
      const values = Array.from({ length: 23 }, (_, i) => binomial(100, i < 20 ? 0.6 : 0.4, random));
      const rows = charted('p', points(values, 100)).slice(20);
      found += rows.some(({ rules }) => rules.includes('beyond-limit')) ? 1 : 0;
    }
    expect(found).toBeGreaterThanOrEqual(95);
  });
});
