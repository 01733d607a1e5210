import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const HOUSE = join(__dirname, '../..');

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

/** Checks a small house, given as path → imports, by the rules of the real one: what each file is blamed for. */
const blamed = (house: Readonly<Record<string, string>>): Readonly<Record<string, readonly string[]>> => {
  const root = mkdtempSync(join(tmpdir(), 'gemba-architecture-'));
  try {
    for (const room of ['apps', 'libs', 'test']) mkdirSync(join(root, room));
    symlinkSync(join(HOUSE, 'node_modules'), join(root, 'node_modules'));
    symlinkSync(join(HOUSE, 'package.json'), join(root, 'package.json'));
    for (const [path, text] of Object.entries(house)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), `${text}\nexport {};\n`);
    }
    const cli = join(HOUSE, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const answer = execFileSync(
      process.execPath,
      [cli, '--config', join(HOUSE, '.dependency-cruiser.cjs'), '--output-type', 'json', 'apps', 'libs', 'test'],
      { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    );
    const { violations } = (JSON.parse(answer) as { summary: { violations: readonly Violation[] } }).summary;
    const byFile: Record<string, string[]> = {};
    for (const { from, rule } of violations) (byFile[from] ??= []).push(rule.name);
    return Object.fromEntries(Object.entries(byFile).map(([file, rules]) => [file, [...new Set(rules)].sort()]));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
};

/** A house in which every room is entered as it should be. */
const SOUND: Readonly<Record<string, string>> = {
  'libs/event-sourcing/src/index.ts': "export * from './event';",
  'libs/event-sourcing/src/event.ts': "import 'node:crypto';",
  'libs/event-sourcing/src/testing/index.ts': "import '../event';",
  'libs/process-analytics/src/index.ts': "import 'jstat';",
  'libs/sales-process/src/index.ts': "import './deal/deal.decider'; import './sales.events.schema';",
  'libs/sales-process/src/sales.events.schema.ts': "import './deal/deal.events';",
  'libs/sales-process/src/deal/deal.events.ts': "import '../../../event-sourcing/src';",
  'libs/sales-process/src/deal/deal.decider.ts': "import './deal.events';",
  'libs/sales-process/src/deal/deal.decider.spec.ts':
    "import './deal.decider'; import '../../../event-sourcing/src/testing'; import 'fast-check'; import 'node:fs';",
  'libs/event-store-postgres/src/index.ts': "import '../../event-sourcing/src'; import 'pg'; import 'kysely';",
  'libs/event-store-eventstoredb/src/index.ts': "import '../../event-sourcing/src'; import '@eventstore/db-client';",
  'libs/intake/src/index.ts': "import './csv/csv'; import './xes/xes';",
  'libs/intake/src/csv/csv.ts': "import '../../../sales-process/src/deal/deal.events'; import 'csv-parse';",
  'libs/intake/src/xes/xes.ts': "import '../../../sales-process/src/sales.events.schema'; import 'node:zlib';",
  'libs/read-models/src/index.ts': "import './deal-state'; import './visit-stats';",
  'libs/read-models/src/deal-case.ts': "import '../../event-sourcing/src'; import '../../process-analytics/src';",
  'libs/read-models/src/deal-state/deal-state.table.sql': '-- a table',
  'libs/read-models/src/deal-state/index.ts': "export type { Row } from './deal-state.rows';",
  'libs/read-models/src/deal-state/deal-state.rows.ts': "import '../deal-case'; export interface Row { a: 1 }",
  'libs/read-models/src/visit-stats/visit-stats.table.sql': '-- a table',
  'libs/read-models/src/visit-stats/index.ts':
    "import { type Row } from '../deal-state'; export const row: Row = { a: 1 };",
  'libs/platform/src/index.ts': "import './pool'; import '../../event-store-postgres/src';",
  'libs/platform/src/pool.ts': "import 'pg'; import '@nestjs/common'; import 'node:fs';",
  'apps/recorder/src/main.ts': "import './recorder.module';",
  'apps/recorder/src/recorder.module.ts':
    "import '../../../libs/sales-process/src'; import '../../../libs/platform/src'; import '@nestjs/core'; import 'kysely';",
  'apps/projector/src/main.ts': "import './projector.module';",
  'apps/projector/src/projector.module.ts': "import '../../../libs/read-models/src';",
  'apps/projector/src/rebuild.worker.ts': "import './rebuild';",
  'apps/projector/src/rebuild.ts': '',
  'apps/standalone/src/main.ts':
    "import '../../recorder/src/recorder.module'; import '../../projector/src/projector.module';",
  'apps/standalone/src/migrate-main.ts': "import './migrate';",
  'apps/standalone/src/migrate.ts': '',
  'test/e2e/story.spec.ts': "import '../../libs/platform/src'; import '../support';",
  'test/support/index.ts': "import 'pg';",
};

/** Rule, and a file that breaks it. Each has a file of its own, so that all can stand in one house. */
const BROKEN: readonly (readonly [rule: string, path: string, text: string])[] = [
  ['ground-event-sourcing', 'libs/event-sourcing/src/a.ts', "import '../../process-analytics/src';"],
  ['ground-process-analytics', 'libs/process-analytics/src/a.ts', "import '../../event-sourcing/src';"],
  ['floor-sales-process', 'libs/sales-process/src/deal/a.ts', "import '../../../process-analytics/src';"],
  ['floor-event-store-postgres', 'libs/event-store-postgres/src/a.ts', "import '../../process-analytics/src';"],
  ['floor-event-store-eventstoredb', 'libs/event-store-eventstoredb/src/a.ts', "import '../../platform/src';"],
  ['floor-intake', 'libs/intake/src/csv/a.ts', "import '../../../sales-process/src';"],
  ['floor-read-models', 'libs/read-models/src/a.ts', "import '../../sales-process/src';"],
  ['floor-read-models', 'libs/read-models/src/b.ts', "import type {} from '../../intake/src';"],
  ['floor-platform', 'libs/platform/src/a.ts', "import '../../sales-process/src/deal/deal.events';"],
  ['no-decider-below-the-roof', 'libs/read-models/src/c.ts', "import '../../sales-process/src/deal/deal.decider';"],
  ['no-app-imports-another', 'apps/recorder/src/a.ts', "import '../../projector/src/projector.module';"],
  ['standalone-composes-modules', 'apps/standalone/src/a.ts', "import '../../projector/src/rebuild';"],
  ['enter-by-the-door', 'apps/recorder/src/b.ts', "import '../../../libs/platform/src/pool';"],
  ['enter-by-the-door', 'test/e2e/a.spec.ts', "import '../../libs/platform/src/pool';"],
  ['tables-stand-alone', 'libs/read-models/src/visit-stats/a.ts', "import '../deal-state';"],
  [
    'tables-know-doors-only',
    'libs/read-models/src/visit-stats/b.ts',
    "import type {} from '../deal-state/deal-state.rows';",
  ],
  ['source-formats-stand-alone', 'libs/intake/src/csv/b.ts', "import '../xes/xes';"],
  ['nest-on-the-roof', 'libs/read-models/src/d.ts', "import '@nestjs/common';"],
  ['drivers-at-the-edge', 'libs/sales-process/src/deal/b.ts', "import 'pg';"],
  ['postgres-adapter-one-driver', 'libs/event-store-postgres/src/b.ts', "import '@eventstore/db-client';"],
  ['eventstoredb-adapter-one-driver', 'libs/event-store-eventstoredb/src/b.ts', "import 'pg';"],
  ['pure-rooms', 'libs/intake/src/csv/c.ts', "import 'node:fs/promises';"],
  ['pure-rooms', 'libs/read-models/src/e.ts', "import 'http';"],
  ['no-test-code-in-production', 'libs/platform/src/b.ts', "import '../../event-sourcing/src/testing';"],
  ['no-test-code-in-production', 'apps/recorder/src/c.ts', "import '../../../test/support';"],
  ['specs-are-leaves', 'test/support/a.ts', "import '../e2e/story.spec';"],
  ['no-development-packages-in-production', 'libs/process-analytics/src/b.ts', "import 'fast-check';"],
  ['no-undeclared-packages', 'apps/recorder/src/d.ts', "import 'acorn';"],
  ['no-unresolvable-imports', 'apps/recorder/src/e.ts', "import './gone';"],
  ['no-circles', 'libs/event-sourcing/src/c.ts', "import type {} from './d';"],
  ['no-unused-files', 'libs/event-sourcing/src/d.ts', "import './c';"],
  ['no-unused-files', 'apps/recorder/src/f.ts', ''],
];

describe('the rules of the house', () => {
  const faults = blamed({ ...SOUND, ...Object.fromEntries(BROKEN.map(([, path, text]) => [path, text])) });

  it('blame nothing in a sound house', () => {
    expect(blamed(SOUND)).toEqual({});
  });

  it.each(BROKEN)('catch %s in %s: %s', (rule, path) => {
    expect(faults[path]).toContain(rule);
  });

  it('blame no file that has done nothing, however many others have', () => {
    expect(Object.keys(faults).sort()).toEqual(BROKEN.map(([, path]) => path).sort());
  });

  it('are all tried here, and each gives its reason', () => {
    const { forbidden } = jest.requireActual<{ forbidden: readonly { name: string; comment: string }[] }>(
      '../../.dependency-cruiser.cjs',
    );
    expect(forbidden.map(({ name }) => name).sort()).toEqual([...new Set(BROKEN.map(([rule]) => rule))].sort());
    for (const { comment } of forbidden) expect(comment).toMatch(/^[A-Z].{20,}\.$/);
  });
});
