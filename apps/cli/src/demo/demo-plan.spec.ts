import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { periodEnd, planEndingBefore, planOf } from './demo-plan';

describe('the demo’s plan', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gemba-demo-plan-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const plan = planEndingBefore(new Date('2026-09-02T12:00:00Z'), { seed: 3, deals: 10 });

  it('is a year that ends when today begins', () => {
    expect(plan).toMatchObject({ startDate: '2025-09-02', days: 365 });
    expect(periodEnd(plan)).toBe('2026-09-02T00:00:00.000000Z');
  });

  it('stays what a folder was begun with, whatever is wished later', () => {
    const inside = join(folder, 'demo');
    expect(planOf(inside, plan)).toEqual(plan);
    expect(planOf(inside, { ...plan, seed: 4 })).toEqual(plan);
  });

  it('that cannot be read is named, and is not begun anew over deals that are there', () => {
    writeFileSync(join(folder, 'demo-plan.json'), '{"seed":');
    expect(() => planOf(folder, plan)).toThrow(/demo-plan.json, which says what the demo .* cannot be read/);
  });
});
