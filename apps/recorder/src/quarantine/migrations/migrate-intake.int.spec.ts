import { createTestDatabase, type TestDatabase } from '@gemba/test-support';
import { Pool } from 'pg';
import { type Poison } from '../quarantine-entry';
import { QuarantineTable } from '../quarantine-table';
import { migrateIntake } from './migrate-intake';

const RAW = Buffer.from([0x7b, 0x00, 0xff, 0x22]);

describe('a quarantine that an earlier release filled', () => {
  let database: TestDatabase;
  let admin: Pool;
  let app: Pool;

  beforeAll(async () => {
    database = await createTestDatabase();
    admin = new Pool({ connectionString: database.adminUrl });
    app = new Pool({ connectionString: database.appUrl });
  });

  afterAll(async () => {
    await Promise.all([admin.end(), app.end()]);
    await database.drop();
  });

  it('keeps its entries byte for byte, knows them again, and lets them be released', async () => {
    await migrateIntake(admin, '0001-quarantine');
    const poison: Poison = {
      source: 'http',
      place: { line: 7, index: 6 },
      faults: [{ code: 'not-json', message: 'The text is not JSON.' }],
      mediaType: 'application/x-ndjson',
      raw: RAW,
      headers: { 'x-source': 'a spec' },
    };
    // As the release of that time wrote it: there was no column for a message's key.
    const ids = ['11111111-1111-5111-8111-111111111111', '22222222-2222-5222-8222-222222222222'];
    for (const id of ids) {
      await app.query(
        `insert into intake.quarantine (id, source, place, code, message, faults, media_type, raw, headers)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          ...[id, poison.source, JSON.stringify(poison.place), poison.faults[0]!.code, poison.faults[0]!.message],
          ...[JSON.stringify(poison.faults), poison.mediaType, RAW, JSON.stringify(poison.headers)],
        ],
      );
    }
    const release = { by: 'dismissal', outcome: 'dismissed', reason: 'a test' } as const;
    await app.query('update intake.quarantine set released_at = now(), release = $2 where id = $1', [ids[1], release]);

    await migrateIntake(admin);
    const table = new QuarantineTable(app);
    const { faults, headers, place, mediaType, raw } = poison;
    expect(await table.find(ids[0]!)).toMatchObject({
      faults,
      headers,
      place,
      mediaType,
      raw,
      key: null,
      release: null,
    });
    expect(await table.find(ids[1]!)).toMatchObject({ raw, release });
    expect(await table.release(ids[0]!, release)).toEqual(release);
    expect(await table.add([{ ...poison, key: Buffer.from('k') }], 'delivery')).toHaveLength(1);
    expect(await table.depth()).toBe(1);
  });
});
