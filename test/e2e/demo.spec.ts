import { rmSync } from 'node:fs';
import { FIELD_SALES_STEPS, PLANTED_FACTS } from '@gemba/intake';
import { makeTestDataDir } from '@gemba/test-support';
import { type CliRun, gemba } from '@gemba/test-support/processes';

interface Share {
  readonly label: string;
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

interface Demo {
  readonly fed: {
    readonly sent: number;
    readonly recorded: number;
    readonly duplicates: number;
    readonly quarantined: number;
  };
  readonly findings: {
    readonly outcomes: Readonly<Record<string, number>>;
    readonly steps: readonly { stepKey: string; n: number; censoredN: number; completedN: number; kmP50D: number }[];
    readonly gap: { timesLonger: number; longest: { stepKey: string; segment: string } };
    readonly missingItems: readonly Share[];
    readonly passedBy: readonly Share[];
  };
}

const PLAN = ['--deals', '1200', '--seed', '5', '--start', '2024-03-01'];

describe('npm run demo', () => {
  const dataDir = makeTestDataDir();
  const environment = {
    GEMBA_DATA_DIR: dataDir,
    GEMBA_HTTP_PORT: '0',
    GEMBA_SQL_PORT: '0',
    GEMBA_MEMORY_BUDGET_MB: '512',
  };
  const run = (...args: string[]): Promise<CliRun> => gemba(['demo', '--exit', ...args], environment);
  let demo: Demo;

  beforeAll(async () => {
    const { exitCode, stdout, stderr } = await run('--json', ...PLAN);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringContaining('Starting Gemba') as string });
    demo = JSON.parse(stdout) as Demo;
  });
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it('records every event once, sees the double deliveries, and keeps the faulty messages', () => {
    const { sent, recorded, duplicates, quarantined } = demo.fed;
    expect(quarantined).toBe(3);
    expect(duplicates).toBeGreaterThan(100);
    expect(recorded + duplicates + quarantined).toBe(sent);
  });

  it('finds every deal once, merged ones under the one that goes on, and most of a year’s open ones', () => {
    const { outcomes } = demo.findings;
    expect(Object.values(outcomes).reduce((sum, n) => sum + n, 0)).toBe(1_200);
    expect(outcomes['open']).toBeGreaterThan(50);
  });

  it('finds every step, with the deals that are still in it counted as open', () => {
    const { steps } = demo.findings;
    expect(steps.map(({ stepKey }) => stepKey).sort()).toEqual(FIELD_SALES_STEPS.map(({ key }) => key).sort());
    for (const { n, censoredN, completedN } of steps) expect(completedN + censoredN).toBe(n);
    expect(steps.some(({ censoredN }) => censoredN > 0)).toBe(true);
  });

  it('finds the planted segment that waits, in the planted step, about as many times as long as planted', () => {
    const { stepKey, segment, timesLonger } = PLANTED_FACTS.slowStep;
    const { gap } = demo.findings;
    expect(gap.longest).toMatchObject({ stepKey, segment });
    expect(gap.timesLonger).toBeGreaterThan(timesLonger * 0.6);
    expect(gap.timesLonger).toBeLessThan(timesLonger * 1.4);
  });

  it('finds the planted missing item first, its interval around the planted share', () => {
    const { fromTeam, toTeam, key, share } = PLANTED_FACTS.missingItem;
    const [first, second] = demo.findings.missingItems;
    expect(first!.label).toBe(`${fromTeam} → ${toTeam}: ${key}`);
    expect(first!.low).toBeLessThan(share);
    expect(first!.high).toBeGreaterThan(share);
    expect(second!.high).toBeLessThan(first!.low);
  });

  it('finds the planted shortcut with the planted team, its interval around the planted share, and nowhere else', () => {
    const { channel, share, elsewhere } = PLANTED_FACTS.shortcut;
    const [first, ...others] = demo.findings.passedBy;
    expect(first!.label).toBe(channel);
    expect(first!.low).toBeLessThan(share);
    expect(first!.high).toBeGreaterThan(share);
    expect(others.map(({ rate }) => rate)).toEqual(others.map(() => elsewhere));
  });

  it('run again continues on the same folder and plan: nothing new, the same answer on one screen', async () => {
    const { exitCode, stdout } = await run();
    expect(exitCode).toBe(0);
    expect(stdout).toContain('1200 deals in the year from 2024-03-01');
    expect(stdout).toContain(' 0 recorded');
    expect(stdout).toContain(`gap: in ${PLANTED_FACTS.slowStep.stepKey} ${PLANTED_FACTS.slowStep.segment} deals stay`);
    expect(stdout).toMatch(/All of them: GEMBA_DATA_DIR=\S+ npx gemba replay crm:5-\d{6}/);
    expect(stdout.split('\n').length).toBeLessThan(50);
  });
});
