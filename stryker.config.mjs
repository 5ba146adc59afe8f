/**
 * Mutation testing of the domain (`npm run mutation`, docs/testing.md): Stryker makes one small mistake at a
 * time, a mutant, and runs the tests that reach it. A mutant that no test notices is a rule that no test states.
 */
export default {
  mutate: ['lambdas/domain/**/*.ts'],
  testRunner: 'jest',
  jest: {
    configFile: 'jest.domain.config.js',
    config: {
      testRunner: '<rootDir>/test/support/mutation/jest-circus-covering.js',
      testSequencer: '<rootDir>/test/support/mutation/nearest-first.js',
    },
  },
  coverageAnalysis: 'perTest',
  // Mutants of constants that are set when a module is loaded reach every test, so all of them would have to run
  // for each: minutes for a few per cent of the mutants. Most of those constants are limits and texts that tests name.
  ignoreStatic: true,
  concurrency: 2,
  // A mutant that loops is stopped after this and half as much again as its tests took: the slowest take 3 s.
  timeoutMS: 3_000,
  timeoutFactor: 1.5,
  thresholds: { high: 95, low: 90, break: 85 },
  // Results stand until the code or the tests change; `--force` runs everything anew.
  incremental: true,
  incrementalFile: 'reports/mutation/incremental.json',
  reporters: ['progress-append-only', 'clear-text', 'json', 'html'],
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  htmlReporter: { fileName: 'reports/mutation/mutation.html' },
  clearTextReporter: { logTests: false, reportTests: false },
  // swc transforms types away without looking at them, so mutants need neither comments nor a tsconfig of their own.
  disableTypeChecks: false,
  tsconfigFile: 'none',
  // What is copied to the sandbox: nothing else is read by these tests.
  ignorePatterns: ['/*', '!/lambdas', '!/test', '!/package.json', '!/jest*.config.js'],
};
