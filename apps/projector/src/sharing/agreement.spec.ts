import { Agreement } from './agreement';

const found = (definitions: string | null, partitions = 12) => ({ definitions, partitions });
const starting = (): Agreement => new Agreement({ definitions: 'v2', partitions: 12 }, false);

describe('which definitions the tables follow', () => {
  it('is for a process that starts to say, over nothing and over an older version', () => {
    expect(starting().judge(found(null, 0))).toBe('to-bring');
    expect(starting().judge(found('v1'))).toBe('to-bring');
    expect(starting().judge(found('v2'))).toBe('agreed');
  });

  it('is not for a process to say again that has had its say', () => {
    const running = starting();
    expect(running.judge(found('v2'))).toBe('agreed');
    expect(running.judge(found('v3'))).toBe('aside');
    expect(running.judge(found('v2'))).toBe('agreed');
    expect(new Agreement({ definitions: 'v2', partitions: 12 }, true).judge(found('v3'))).toBe('aside');
  });

  it('is for the faster one where two start at once', () => {
    const slower = starting();
    expect(slower.judge(found('v1'))).toBe('to-bring');
    expect(slower.judge(found('v3'))).toBe('aside');
    expect(slower.judge(found('v1'))).toBe('to-bring');
  });

  it('leaves the number of parts to whoever started last', () => {
    const first = starting();
    expect(first.judge(found('v2', 6))).toBe('to-bring');
    expect(first.judge(found('v2', 12))).toBe('agreed');
    expect(first.judge(found('v2', 24))).toBe('agreed');
  });
});
