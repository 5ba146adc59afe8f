/**
 * Three projects: `unit` needs nothing but the code; `cloud` runs against the synthesized templates on
 * the local cloud, which test/support/start-cloud.ts starts once for all of its files; `browser` drives the
 * storefront of such a cloud with a real browser, and is no part of `npm test` (docs/storefront.md).
 */
const common = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.(t|j|mj)s$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(@middy|fauxqs|@aws-lambda-powertools|@seriousme)/)'],
  // middy 7 has only ES modules, which Jest's CommonJS resolver does not find by itself.
  moduleNameMapper: { '^@middy/(core|util)$': '<rootDir>/node_modules/@middy/$1/index.js' },
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/.holdfast', '<rootDir>/.stryker-tmp'],
};

/**
 * The CDK takes a second to load, and test/lib has dozens of files. It keeps nothing from one app to the next, so the
 * files of a worker share it: half of the time of test/lib.
 */
const sharedCdk = {
  testEnvironment: require.resolve('./test/support/shared-modules/environment.js'),
  transform: {
    '/node_modules/(aws-cdk-lib|constructs)/.*\\.js$':
      require.resolve('./test/support/shared-modules/transform.js'),
    ...common.transform,
  },
  transformIgnorePatterns: common.transformIgnorePatterns.map((pattern) =>
    pattern.replace('(?!(', '(?!(aws-cdk-lib|constructs|'),
  ),
};

module.exports = {
  // A limit for what hangs, on the slowest machine: nothing here is judged by its speed.
  testTimeout: 240_000,
  testSequencer: '<rootDir>/test/support/longest-first.js',
  projects: [
    {
      ...common,
      ...sharedCdk,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/cloud/', '<rootDir>/test/browser/'],
    },
    {
      ...common,
      displayName: 'cloud',
      testMatch: ['<rootDir>/test/cloud/**/*.test.ts'],
      setupFiles: ['<rootDir>/test/support/contract/hold-fetch.ts'],
      globalSetup: '<rootDir>/test/support/start-cloud.ts',
      globalTeardown: '<rootDir>/test/support/stop-cloud.ts',
    },
    {
      ...common,
      displayName: 'browser',
      testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
      globalSetup: '<rootDir>/test/browser/support/start-shop.ts',
      globalTeardown: '<rootDir>/test/support/stop-cloud.ts',
    },
  ],
};
