const swc = require('./tools/swc-options.cjs');
const { paths } = require('./tsconfig.json').compilerOptions;

const moduleNameMapper = Object.fromEntries(
  Object.entries(paths).map(([alias, [target]]) => [
    `^${alias.replace('*', '(.*)')}$`,
    `<rootDir>/${target.replace('*', '$1')}`,
  ]),
);
// jest resolves the aliases itself.
const jsc = { ...swc.jsc, baseUrl: undefined, paths: undefined };

const tier = (displayName, testMatch, testTimeoutMs, extra = {}) => ({
  displayName,
  rootDir: __dirname,
  testEnvironment: 'node',
  testMatch,
  globals: { TEST_TIMEOUT_MS: testTimeoutMs },
  setupFilesAfterEnv: ['<rootDir>/test/support/time-limit.cjs'],
  moduleNameMapper,
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, jsc, swcrc: false }] },
  ...extra,
});

const quiet = ['<rootDir>/test/support/time-limit.cjs', '<rootDir>/test/kafka/quiet.ts'];

/** Five tiers: pure specs in seconds; real PostgreSQL; real Kafka beside it; the real processes; seeded chaos. */
module.exports = {
  projects: [
    tier('unit', ['<rootDir>/{apps,libs,test}/**/*.spec.ts'], 120_000, {
      testPathIgnorePatterns: ['\\.(int|kafka)\\.spec\\.ts$', '/test/e2e/', '/test/chaos/', '/dist/'],
    }),
    tier('integration', ['<rootDir>/{apps,libs,test}/**/*.int.spec.ts'], 60_000, {
      globalSetup: '<rootDir>/test/integration/global-setup.ts',
      globalTeardown: '<rootDir>/test/integration/global-teardown.ts',
    }),
    tier('kafka', ['<rootDir>/{apps,libs,test}/**/*.kafka.spec.ts'], 300_000, {
      globalSetup: '<rootDir>/test/kafka/global-setup.ts',
      globalTeardown: '<rootDir>/test/kafka/global-teardown.ts',
      setupFilesAfterEnv: quiet,
    }),
    tier('e2e', ['<rootDir>/test/e2e/**/*.spec.ts'], 180_000),
    tier('chaos', ['<rootDir>/test/chaos/**/*.spec.ts'], 3_600_000, { setupFilesAfterEnv: quiet }),
  ],
};
