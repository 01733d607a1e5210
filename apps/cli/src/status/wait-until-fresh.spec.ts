import { CliFailure, EXIT } from '../failure/cli-failure';
import { type ProjectorAnswer, type TableAnswer } from './projector-answer';
import { waitUntilFresh } from './wait-until-fresh';

const table = (position: number, rest: Partial<TableAnswer> = {}): TableAnswer => ({
  ...{ name: 'deal_state', state: 'fresh', position: String(position), asOf: null, lagEvents: 0 },
  ...rest,
});

const answering = (...answers: [number, TableAnswer[], Partial<ProjectorAnswer>?][]) => {
  let asked = 0;
  return {
    asked: () => asked,
    get: async <T>(): Promise<T> => {
      const [head, tables, rest] = answers[Math.min(asked++, answers.length - 1)]!;
      const quiet = { doing: 'following', fault: null, projectors: [], dirtyDeals: 0, unassignedEvents: 0 } as const;
      return { ...quiet, head: String(head), tables, ...rest } satisfies ProjectorAnswer as T;
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

  it('goes on asking while Gemba cannot say', async () => {
    const client = answering([5, [table(5)]]);
    let refusals = 2;
    const get = async <T>(): Promise<T> => {
      if (refusals-- > 0) throw new CliFailure(EXIT.unavailable, 'The database cannot be reached at the moment.');
      return client.get<T>();
    };
    await waitUntilFresh({ get }, { secondsMax: null });
    expect(client.asked()).toBe(1);
  });

  it('does not wait for a projector that a person must put right', async () => {
    const refusing = { doing: 'refusing', fault: 'the record was restored' } as const;
    const client = answering([5, [table(3, { state: 'stale' })], refusing]);
    await expect(waitUntilFresh(client, { secondsMax: null })).rejects.toMatchObject({
      exitCode: 5,
      message: 'The projector is refusing: the record was restored.',
    });
  });
});
