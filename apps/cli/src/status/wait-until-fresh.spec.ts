import { type FreshnessAnswer, type TableFreshness } from './freshness-answer';
import { waitUntilFresh } from './wait-until-fresh';

const table = (position: number, rest: Partial<TableFreshness> = {}): TableFreshness => ({
  ...{ table: 'deal_state', state: 'fresh', position, recordedAt: null, asOf: null, lagEvents: 0, lagSeconds: 0 },
  ...rest,
});

const answering = (...answers: [number, TableFreshness[]][]): { get: <T>() => Promise<T>; asked: () => number } => {
  let asked = 0;
  return {
    asked: () => asked,
    get: async <T>() => {
      const [headPosition, tables] = answers[Math.min(asked++, answers.length - 1)]!;
      return { headPosition, fresh: false, tables } satisfies FreshnessAnswer as T;
    },
  };
};

describe('waitUntilFresh', () => {
  it('returns at once when every table holds everything', async () => {
    const client = answering([5, [table(5)]]);
    await waitUntilFresh(client, { secondsMax: null });
    expect(client.asked()).toBe(1);
  });

  it('waits for what was recorded when it was asked, not for what came later', async () => {
    const late = table(5, { state: 'stale', lagEvents: 4 });
    const client = answering([5, [table(3, { state: 'stale', lagEvents: 2 })]], [9, [late]]);
    expect((await waitUntilFresh(client, { secondsMax: null })).tables).toEqual([late]);
    expect(client.asked()).toBe(2);
  });

  it('waits for a table that is being rebuilt, whatever its position', async () => {
    const client = answering([5, [table(5, { state: 'rebuilding' })]], [5, [table(5)]]);
    await waitUntilFresh(client, { secondsMax: null });
    expect(client.asked()).toBe(2);
  });

  it('waits for tables that are not there yet', async () => {
    const client = answering([0, []], [0, [table(0)]]);
    await waitUntilFresh(client, { secondsMax: null });
    expect(client.asked()).toBe(2);
  });

  it('gives up after the time that was allowed, and names the tables', async () => {
    const client = answering([5, [table(3, { state: 'stale' })]]);
    await expect(waitUntilFresh(client, { secondsMax: 0 })).rejects.toMatchObject({
      exitCode: 5,
      message: 'After 0 s these tables are not fresh: deal_state.',
    });
  });
});
