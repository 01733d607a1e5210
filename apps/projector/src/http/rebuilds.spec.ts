import { type TablesAsOf } from '../rebuild/rebuild-as-of';
import { Rebuilds } from './rebuilds';

const NOW = '2026-05-01T00:00:00.000000Z';
const PAST: TablesAsOf = {
  recordedAt: NOW,
  position: 5n,
  asOf: NOW,
  schemas: { tables: 'projection_as_of_then', views: 'bi_v1_as_of_then' },
};

const settled = async (rebuilds: Rebuilds, rebuildId: string) => {
  for (;;) {
    const rebuild = rebuilds.get(rebuildId)!;
    if (rebuild.state !== 'running') return rebuild;
    await Promise.resolve();
  }
};

describe('rebuilds', () => {
  it('run one after the other and tell what became of them', async () => {
    const log: string[] = [];
    const projector = {
      rebuild: async () => {
        log.push('begin');
        await Promise.resolve();
        log.push('end');
      },
      rebuildAsOf: async (at: string) => {
        log.push(at);
        return PAST;
      },
    };
    const rebuilds = new Rebuilds(projector, () => NOW);
    const [whole, past] = [rebuilds.begin(null), rebuilds.begin(NOW)];
    expect(whole).toMatchObject({ state: 'running', finishedAt: null });
    expect(await settled(rebuilds, past.rebuildId)).toMatchObject({ state: 'done', result: PAST, finishedAt: NOW });
    expect(await settled(rebuilds, whole.rebuildId)).toMatchObject({ state: 'done', result: null });
    expect(log).toEqual(['begin', 'end', NOW]);
  });

  it('that failed say why, and do not keep the next from running', async () => {
    const projector = { rebuild: () => Promise.reject(new Error('the disk is full')), rebuildAsOf: async () => PAST };
    const rebuilds = new Rebuilds(projector, () => NOW);
    const [failed, next] = [rebuilds.begin(null), rebuilds.begin(NOW)];
    expect(await settled(rebuilds, failed.rebuildId)).toMatchObject({ state: 'failed', fault: 'the disk is full' });
    expect(await settled(rebuilds, next.rebuildId)).toMatchObject({ state: 'done' });
    expect(rebuilds.get('unknown')).toBeUndefined();
  });
});
