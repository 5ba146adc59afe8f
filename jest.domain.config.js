/**
 * The quick tests of the rules alone, for `npm run coverage` and `npm run mutation` (docs/testing.md).
 * The simulation is left out: it runs for minutes.
 */
const [unit] = require('./jest.config.js').projects;

const { displayName: _, ...quick } = unit;

module.exports = {
  ...quick,
  testMatch: ['<rootDir>/test/domain/**/*.test.ts'],
  collectCoverageFrom: ['<rootDir>/lambdas/domain/**/*.ts'],
  coverageReporters: ['text', 'json-summary'],
  coverageThreshold: { global: { lines: 95, branches: 95, functions: 95, statements: 95 } },
};
