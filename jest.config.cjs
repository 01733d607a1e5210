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

const tier = (displayName, testMatch, extra = {}) => ({
  displayName,
  rootDir: __dirname,
  testEnvironment: 'node',
  testMatch,
  moduleNameMapper,
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, jsc, swcrc: false }] },
  ...extra,
});

/** Four tiers: pure specs in seconds; real PostgreSQL; the real processes; seeded chaos. */
module.exports = {
  testTimeout: 30_000,
  projects: [
    tier('unit', ['<rootDir>/{apps,libs,test}/**/*.spec.ts'], {
      testPathIgnorePatterns: ['\\.int\\.spec\\.ts$', '/test/e2e/', '/test/chaos/', '/dist/'],
    }),
    tier('integration', ['<rootDir>/{apps,libs,test}/**/*.int.spec.ts'], {
      globalSetup: '<rootDir>/test/integration/global-setup.ts',
      globalTeardown: '<rootDir>/test/integration/global-teardown.ts',
      testTimeout: 60_000,
    }),
    tier('e2e', ['<rootDir>/test/e2e/**/*.spec.ts'], { testTimeout: 180_000 }),
    tier('chaos', ['<rootDir>/test/chaos/**/*.spec.ts'], { testTimeout: 1_800_000 }),
  ],
};
