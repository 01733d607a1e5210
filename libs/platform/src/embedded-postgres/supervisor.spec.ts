import { type RunningPostmaster } from './postmaster';
import { PostgresSupervisor, retryPauseMs, type RestartNotice } from './supervisor';

/** A server that dies when the spec says so. */
class MortalServer implements RunningPostmaster {
  readonly pid = 1;
  die: (how: string) => void = () => undefined;
  readonly ended = new Promise<string>((resolve) => (this.die = resolve));
  isStopped = false;

  stop(): Promise<void> {
    this.isStopped = true;
    this.die('ended with code 0');
    return Promise.resolve();
  }
}

const supervised = (faults: readonly Error[] = []) => {
  const servers: MortalServer[] = [];
  const left = [...faults];
  const supervisor = new PostgresSupervisor(() => {
    const fault = servers.length > 0 ? left.shift() : undefined;
    if (fault !== undefined) return Promise.reject(fault);
    servers.push(new MortalServer());
    return Promise.resolve(servers.at(-1)!);
  });
  const notices: RestartNotice[] = [];
  const up = new Promise<void>((resolve) =>
    supervisor.onRestart((notice) => {
      notices.push(notice);
      if (notice.phase === 'up') resolve();
    }),
  );
  return { supervisor, servers, notices, up };
};

describe('the supervisor', () => {
  it('starts a server that died, and tells why it was down', async () => {
    const { supervisor, servers, notices, up } = supervised();
    await supervisor.start();
    servers[0]!.die('ended by signal 9');
    await up;
    expect(notices).toMatchObject([
      { phase: 'down', reason: 'ended by signal 9' },
      { phase: 'up', attempts: 1 },
    ]);
    expect(supervisor.pid).toBe(1);
  });

  it('tries again when a start fails', async () => {
    const { supervisor, servers, notices, up } = supervised([new Error('no space left')]);
    await supervisor.start();
    servers[0]!.die('ended with code 1');
    await up;
    expect(notices.map(({ phase }) => phase)).toEqual(['down', 'attempt-failed', 'up']);
    expect(notices[1]).toMatchObject({ attempt: 1, error: new Error('no space left') });
  });

  it('leaves a server alone that it stopped itself', async () => {
    const { supervisor, servers, notices } = supervised();
    await supervisor.start();
    await supervisor.stop();
    expect(servers.map(({ isStopped }) => isStopped)).toEqual([true]);
    expect(notices).toEqual([]);
  });

  it('gives up a recovery as soon as it is told to stop', async () => {
    const endless = Array.from({ length: 100 }, () => new Error('no space left'));
    const { supervisor, servers, notices } = supervised(endless);
    await supervisor.start();
    const failed = new Promise<void>((resolve) =>
      supervisor.onRestart(({ phase }) => void (phase === 'attempt-failed' && resolve())),
    );
    servers[0]!.die('ended with code 1');
    await failed;
    await supervisor.stop();
    expect(servers).toHaveLength(1);
    expect(notices.map(({ phase }) => phase)).not.toContain('up');
  });

  it('leaves the first failure to its caller', async () => {
    const supervisor = new PostgresSupervisor(() => Promise.reject(new Error('no space left')));
    await expect(supervisor.start()).rejects.toThrow('no space left');
  });

  it('waits longer each time, at most half a minute', () => {
    expect([1, 2, 3, 4, 20].map(retryPauseMs)).toEqual([0, 250, 500, 1_000, 30_000]);
  });
});
