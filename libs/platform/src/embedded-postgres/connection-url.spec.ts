import { parse } from 'pg-connection-string';
import { socketUrl, tcpUrl, withDatabase } from './connection-url';

const login = { user: 'gemba_app', password: 'c0ffee' };

describe('a connection URL', () => {
  it.each(['/data/run', '/a folder/with%41 signs/ünd'])('over a socket in %s is understood by the driver', (folder) => {
    expect(parse(socketUrl(login, folder, 5439, 'gemba'))).toMatchObject({
      host: folder,
      port: '5439',
      user: 'gemba_app',
      password: 'c0ffee',
      database: 'gemba',
    });
  });

  it('leads to another database of the same server', () => {
    const other = withDatabase(socketUrl(login, '/data/run', 5439, 'gemba'), 'other');
    expect(other).toBe(socketUrl(login, '/data/run', 5439, 'other'));
    expect(withDatabase(tcpUrl(login, 5439, 'gemba'), 'other')).toBe(tcpUrl(login, 5439, 'other'));
  });
});
