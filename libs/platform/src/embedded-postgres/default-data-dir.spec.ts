import { defaultDataDir } from './default-data-dir';

describe('the default data folder', () => {
  const reachable = (): boolean => true;
  const blocked = (): boolean => false;

  it('lies in the working folder', () => {
    expect(defaultDataDir({ cwd: '/srv/app', isRoot: false, isReachable: blocked })).toBe('/srv/app/.gemba');
    expect(defaultDataDir({ cwd: '/srv/app', isRoot: true, isReachable: reachable })).toBe('/srv/app/.gemba');
  });

  it('lies under /var/lib when root works where nobody else may pass, one folder for each working folder', () => {
    const of = (cwd: string): string => defaultDataDir({ cwd, isRoot: true, isReachable: blocked });
    expect(of('/root/gemba')).toMatch(/^\/var\/lib\/gemba\/[0-9a-f]{12}$/);
    expect(of('/root/gemba')).toBe(of('/root/gemba'));
    expect(of('/root/gemba')).not.toBe(of('/root/other'));
  });
});
