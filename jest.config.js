/**
 * Two projects: `unit` needs nothing but the code; `cloud` runs against the synthesized templates on
 * the local cloud, which test/support/start-cloud.ts starts once for all of its files.
 */
const common = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.(t|j|mj)s$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(@middy|fauxqs|@aws-lambda-powertools)/)'],
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/.holdfast'],
};

module.exports = {
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/cloud/'],
    },
    {
      ...common,
      displayName: 'cloud',
      testMatch: ['<rootDir>/test/cloud/**/*.test.ts'],
      globalSetup: '<rootDir>/test/support/start-cloud.ts',
      globalTeardown: '<rootDir>/test/support/stop-cloud.ts',
    },
  ],
};
