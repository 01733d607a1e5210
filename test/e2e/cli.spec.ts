import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { gzipSync } from 'node:zlib';
import { makeTestDataDir } from '@gemba/test-support';
import { type CliRun, gemba, StandaloneProcess } from '@gemba/test-support/processes';
import { SMALL_CRM_MAPPING, smallCrmFile } from './small-crm';

const MAPPING = `${SMALL_CRM_MAPPING}
lookups:
  teams: { file: teams.csv, key: rep, value: team }
derived:
  team_name: { lookup: teams, of: who }
team: '{team_name}'
`;

const ROWS = [
  'd1,opened,2026-03-02T09:00:00+01:00,ann',
  'd1,approach,2026-03-02T10:00:00+01:00,ann',
  'd1,offer,2026-03-05T10:00:00+01:00,ben',
  'd1,won,2026-03-09T10:00:00+01:00,ann',
  'd2,opened,2026-03-03T09:00:00+01:00,ben',
];

const XES = `<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0"><trace><string key="concept:name" value="t1"/>
<event><string key="concept:name" value="Call"/><string key="org:resource" value="ann"/>
<date key="time:timestamp" value="2026-03-02T09:00:00+01:00"/></event>
</trace></log>`;

describe('gemba, the command line', () => {
  const dataDir = makeTestDataDir();
  const files = makeTestDataDir();
  let standalone: StandaloneProcess;
  const run = (...args: string[]): Promise<CliRun> => gemba(args, { GEMBA_DATA_DIR: dataDir }, files);
  const json = async <T>(...args: string[]): Promise<T> => JSON.parse((await run(...args, '--json')).stdout) as T;
  const write = (name: string, content: string | Buffer): void => writeFileSync(join(files, name), content);

  beforeAll(async () => {
    standalone = await StandaloneProcess.start(dataDir);
    write('small.mapping.yaml', MAPPING);
    write('lookup.csv', 'rep,team\nann,outside\nben,inside\n');
    write('deals.csv', smallCrmFile(ROWS));
    write('log.xes.gz', gzipSync(XES));
  });

  afterAll(async () => {
    await standalone.end('SIGTERM');
    for (const folder of [dataDir, files]) rmSync(folder, { recursive: true, force: true });
  });

  const importSmall = (file: string): Promise<CliRun> =>
    run('import', file, '--mapping', 'small.mapping.yaml', '--lookup', 'teams.csv=lookup.csv');

  it('imports a CSV file with its mapping and lookup, and says what became of it', async () => {
    const { exitCode, stdout, stderr } = await importSmall('deals.csv');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('5 rows made 5 events: 5 recorded, 0 were there already.');
  });

  it('imports it again without recording anything', async () => {
    expect((await importSmall('deals.csv')).stdout).toContain('5 events: 0 recorded, 5 were there already.');
  });

  it('imports a gzipped XES log without a mapping of its own', async () => {
    const { exitCode, stdout } = await run('import', 'log.xes.gz');
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('1 rows made 2 events: 2 recorded')]);
  });

  it('waits until every table holds what was recorded', async () => {
    const status = await json<{ fresh: boolean; head: string; ready: boolean }>('status', '--wait');
    expect(status).toMatchObject({ fresh: true, ready: true, head: '7' });
    expect((await run('status')).stdout).toContain('Every table is fresh.');
  });

  describe('ask', () => {
    it('lists the questions there are, and answers one in columns', async () => {
      expect((await run('ask')).stdout).toMatch(/^win-rates +What share was won/m);
      const { stdout } = await run('ask', 'deals', '--filter', 'segment=public', 'outcome=won', 'outcome=open');
      expect(stdout).toMatch(/^small:d1 +offer +inside|^small:d1 +offer/m);
      expect(stdout).toMatch(/^2 rows · deal_state fresh$/m);
    });

    it('gives every row as CSV, one page after the other under one line of names', async () => {
      const { stdout } = await run('ask', 'business-calendar-days', '--csv');
      const [names, ...rows] = stdout.trimEnd().split('\r\n');
      expect(names).toBe('calendarId,version,tz,day,stretchNo,opensAt,closesAt,cumulativeBs');
      const { n } = await json<{ n: number }>('ask', 'business-calendar-days', '--limit', '1');
      expect(rows).toHaveLength(n);
      expect(new Set(rows).size).toBe(n);
    });

    it('passes on what Gemba refuses, and refuses what is no question', async () => {
      expect(await run('ask', 'deals', '--filter', 'outcome=perhaps')).toMatchObject({
        exitCode: 4,
        stderr: expect.stringContaining('outcome is "perhaps", none of open, won') as string,
      });
      expect(await run('ask', 'weather')).toMatchObject({ exitCode: 2 });
    });
  });

  describe('replay', () => {
    interface Replay {
      readonly entries: readonly { type: string; actorId: string; recordedAt: string; standing: { stepKey: string } }[];
    }

    it('shows every event with who, both times, and where the deal stood', async () => {
      const { stdout } = await run('replay', 'small:d1');
      const lines = stdout.split('\n');
      expect(lines[0]).toContain('Deal small:d1: 4 events in 1 streams');
      expect(lines[4]).toMatch(
        /2026-03-02 09:00:00Z +20\d\d-.*Z +small:ann +StepEntered +stepKey=approach +→ open · approach/,
      );
      expect(lines[6]).toMatch(/DealWon +→ won · offer/);
    });

    it('tells scripts the same in JSON', async () => {
      const { entries } = await json<Replay>('replay', 'small:d1');
      expect(entries.map(({ type, actorId, standing }) => [type, actorId, standing.stepKey])).toEqual([
        ['DealOpened', 'small:ann', null],
        ['StepEntered', 'small:ann', 'approach'],
        ['StepEntered', 'small:ben', 'offer'],
        ['DealWon', 'small:ann', 'offer'],
      ]);
    });

    it('goes back to what had happened by an instant, and to what was known then', async () => {
      const then = await json<Replay>('replay', 'small:d1', '--as-at', '2026-03-04T00:00:00Z');
      expect(then.entries.map(({ type }) => type)).toEqual(['DealOpened', 'StepEntered']);
      const { exitCode, stderr } = await run('replay', 'small:d1', '--as-of', '2026-03-04T00:00:00Z');
      expect([exitCode, stderr]).toEqual([4, expect.stringContaining('Nothing is known of a deal small:d1')]);
    });

    it('refuses an instant without an offset, and a deal that nobody told of', async () => {
      expect(await run('replay', 'small:d1', '--as-at', '2026-03-04')).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining('no instant with an offset') as string,
      });
      expect(await run('replay', 'small:none')).toMatchObject({ exitCode: 4 });
    });
  });

  describe('sql-url', () => {
    let sql: Client;

    beforeAll(async () => {
      sql = new Client({ connectionString: (await run('sql-url')).stdout.trim() });
      await sql.connect();
    });
    afterAll(() => sql.end());

    it('lets BI read the published views', async () => {
      const { rows } = await sql.query('select deal_id, outcome from bi_v1.deal_state order by deal_id');
      expect(rows).toEqual(
        expect.arrayContaining([
          { deal_id: 'small:d1', outcome: 'won' },
          { deal_id: 'small:d2', outcome: 'open' },
        ]),
      );
    });

    it.each([
      'create table mine (n integer)',
      'create schema mine',
      'delete from bi_v1.deal_state',
      "update bi_v1.deal_state set outcome = 'won'",
      'select * from record.events',
      'select * from projection.deal_state',
      'select * from intake.quarantine',
    ])('does not let it: %s', async (statement) => {
      await expect(sql.query(`begin read write; ${statement}`)).rejects.toThrow(
        /permission denied|read-only|cannot (delete from|update) view/,
      );
      await sql.query('rollback');
    });
  });

  describe('quarantine', () => {
    interface Entry {
      readonly id: string;
      readonly place: { readonly line: number };
      readonly message: string;
    }

    it('keeps a row that cannot be recorded, records its neighbours, and ends with 6', async () => {
      write('poison.csv', smallCrmFile(['d3,opened,yesterday,ann', 'd3,approach,2026-03-06T09:00:00Z,ann']));
      const { exitCode, stdout } = await importSmall('poison.csv');
      expect(exitCode).toBe(6);
      expect(stdout).toContain('1 recorded');
      const entries = await json<Entry[]>('quarantine', 'list');
      expect(entries).toEqual([expect.objectContaining({ place: expect.objectContaining({ line: 2 }) as object })]);
    });

    it('shows what came, and lets it go with a reason', async () => {
      const [entry] = await json<Entry[]>('quarantine', 'list');
      const shown = await run('quarantine', 'show', entry!.id);
      expect(shown.stdout).toContain('d3,opened,yesterday,ann');
      const released = await run('quarantine', 'release', entry!.id, '--dismiss', 'the source says it was a test');
      expect([released.exitCode, released.stdout]).toEqual([0, 'dismissed (dismissal)\n']);
      expect((await run('quarantine', 'list')).stdout).toBe('Nothing waits in quarantine.\n');
    });
  });

  describe('process', () => {
    it('lints without a running instance', async () => {
      const nowhere = { GEMBA_DATA_DIR: join(files, 'nowhere') };
      expect(await gemba(['process', 'lint', 'eight-steps'], nowhere)).toMatchObject({ exitCode: 0 });
      write('bad.yaml', 'process: acme:selling\ntitle: Selling\nsteps: []\n');
      expect(await gemba(['process', 'lint', join(files, 'bad.yaml')], nowhere)).toMatchObject({ exitCode: 6 });
    });

    it('publishes a template with the date it was in force from, once', async () => {
      expect((await run('process', 'diff', 'eight-steps')).stdout).toContain('nothing is published yet');
      const adopted = ['--evidence', 'acme:handbook', '--in-force-since', '2026-01-01T00:00:00Z'];
      const first = await run('process', 'publish', 'eight-steps', ...adopted);
      expect([first.exitCode, first.stdout]).toEqual([0, expect.stringContaining('+ step prospecting')]);
      expect((await run('process', 'publish', 'eight-steps', ...adopted)).stdout).toContain('nothing changed');
      expect((await run('process', 'diff', 'eight-steps')).stdout).toContain('published is version 1; 0 differences.');
    });

    it('refuses to publish without evidence, and names the remedy', async () => {
      const { exitCode, stderr } = await run('process', 'publish', 'customer-journey');
      expect([exitCode, stderr]).toEqual([4, expect.stringMatching(/evidenceIds.*emergencyReason/s)]);
    });
  });

  it('finds the record intact', async () => {
    const { stdout } = await run('verify');
    expect(stdout).toMatch(/^The record is intact: \d+ events in \d+ streams\.\n/);
    const seal = /gemba-seal:v1:\S+/.exec(stdout)![0];
    const again = await run('verify', '--seal', seal);
    expect([again.exitCode, again.stdout]).toEqual([0, expect.stringContaining('is what it was then')]);
  });

  it('shows by an earlier seal that the record is another than it was, and refuses what is no seal', async () => {
    const { seal } = await json<{ seal: string }>('verify');
    const forged = await run(
      'verify',
      '--seal',
      seal.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')),
    );
    expect([forged.exitCode, forged.stdout]).toEqual([6, expect.stringContaining('seal-differs: The record up to')]);
    const none = await run('verify', '--seal', 'gemba');
    expect([none.exitCode, none.stderr]).toEqual([4, expect.stringMatching(/seal is "gemba".*gemba-seal:v1:/s)]);
  });

  it('rebuilds the tables to the same rows, and as of an instant into schemas of their own', async () => {
    const before = await run('replay', 'small:d1', '--json');
    expect((await run('rebuild')).stdout).toBe('Every table was computed anew from the record.\n');
    expect((await run('status', '--wait')).exitCode).toBe(0);
    expect((await run('replay', 'small:d1', '--json')).stdout).toBe(before.stdout);
    const asOf = await json<{ tablesSchema: string; position: string }>('rebuild', '--as-of', '2026-03-04T00:00:00Z');
    expect(asOf).toMatchObject({ tablesSchema: 'projection_as_of_20260304t000000_000000z', position: '0' });
  });

  it('says what to start where no Gemba runs, and ends with 3', async () => {
    const nowhere = await gemba(['status'], { GEMBA_DATA_DIR: join(files, 'nowhere') });
    expect(nowhere).toMatchObject({ exitCode: 3, stdout: '', stderr: expect.stringContaining('npm start') as string });
    expect(await gemba(['status'], { GEMBA_URL: 'http://127.0.0.1:1' })).toMatchObject({ exitCode: 3 });
  });

  it.each([['nonsense'], ['replay'], ['import', 'deals.csv'], ['import', 'none.csv', '--mapping', 'small']])(
    'ends with 2 when called as %s %s',
    async (...args) => expect(await run(...args)).toMatchObject({ exitCode: 2, stdout: '' }),
  );
});
