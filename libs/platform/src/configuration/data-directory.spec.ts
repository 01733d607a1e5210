import { dataDirectoryOf } from './data-directory';

const surroundings = { configured: undefined, workingDirectory: '/srv/shop', isRoot: false, reachable: () => true };

describe('the data folder', () => {
  it('is the configured one, seen from the working directory', () => {
    expect(dataDirectoryOf({ ...surroundings, configured: 'data' })).toBe('/srv/shop/data');
    expect(dataDirectoryOf({ ...surroundings, configured: '/data', isRoot: true, reachable: () => false })).toBe(
      '/data',
    );
  });

  it('is .gemba in the working directory by default', () => {
    expect(dataDirectoryOf(surroundings)).toBe('/srv/shop/.gemba');
    expect(dataDirectoryOf({ ...surroundings, isRoot: true })).toBe('/srv/shop/.gemba');
  });

  it('is a folder of the system, one per working directory, when root works where nobody else can go', () => {
    const shut = { ...surroundings, isRoot: true, reachable: () => false };
    const one = dataDirectoryOf(shut);
    expect(one).toMatch(/^\/var\/lib\/gemba\/[0-9a-f]{12}$/);
    expect(dataDirectoryOf(shut)).toBe(one);
    expect(dataDirectoryOf({ ...shut, workingDirectory: '/srv/other' })).not.toBe(one);
  });
});
