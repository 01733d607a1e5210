import { ConfigurationFaults } from '../configuration';
import { startFault } from './start-fault';

const failing = (message: string, code: string): Error => Object.assign(new Error(message), { code });

describe('why a program could not start', () => {
  it.each([
    ['connect ECONNREFUSED 127.0.0.1:5432', 'ECONNREFUSED'],
    ['password authentication failed for user "gemba_app"', '28P01'],
    ['database "gemba" does not exist', '3D000'],
  ])('names the setting that leads to the database: %s', (message, code) =>
    expect(startFault(failing(message, code))).toBe(
      `The database cannot be used: ${message}. Start the PostgreSQL that GEMBA_DATABASE_URL and ` +
        'GEMBA_DATABASE_ADMIN_URL name, or correct them.',
    ),
  );

  it('names the migration where there is nothing of Gemba yet', () =>
    expect(startFault(failing('relation "record.store" does not exist', '42P01'))).toBe(
      'The database cannot be used: relation "record.store" does not exist. The database was not migrated: run the ' +
        'migration of docs/deploying.md first.',
    ));

  it('is told without a stack where it says itself what to do, and with one where nobody foresaw it', () => {
    expect(startFault(new ConfigurationFaults(['GEMBA_X is 1. Set it to 2.']))).toBe(
      'The configuration cannot be used:\n  - GEMBA_X is 1. Set it to 2.',
    );
    expect(startFault(new Error('odd'))).toMatch(/^Error: odd\n +at /);
  });

  it('holds no password', () =>
    expect(startFault(failing('no way to postgres://gemba_app:open-sesame@db/gemba', 'ECONNREFUSED'))).not.toContain(
      'open-sesame',
    ));
});
