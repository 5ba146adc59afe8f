/**
 * The test runner of `npm run mutation`: Jest's own, which skips files that have none of the tests that it was asked
 * for, and all that are left once one test has failed. Stryker names the tests that reach a mutant, but Jest would
 * load every file to look for them, which takes longer than the tests. (Stryker insists on `jest-circus` in the name.)
 */
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { default: circus } = require('jest-circus/runner');

/** Where the first run, without a mutant, leaves the names of a file's tests: in Stryker's copy of the project. */
const namesFile = (testPath) => `${testPath}.names.json`;

const namesOf = (testPath) => JSON.parse(readFileSync(namesFile(testPath), 'utf8'));

function isAsked(testPath, pattern) {
  if (!pattern || !existsSync(namesFile(testPath))) return true;
  // As Jest does it: names are matched whatever their case.
  const asked = new RegExp(pattern, 'i');
  return namesOf(testPath).some((name) => asked.test(name));
}

/** What a file says of which no test was run. The shape is Jest's, so a real result lends it, and one of its tests. */
const skipped = (result) => ({
  ...result,
  ...{ numFailingTests: 0, numPassingTests: 0, numPendingTests: 1, numTodoTests: 0 },
  ...{ skipped: true, failureMessage: null, testExecError: undefined },
  testResults: [{ ...result.testResults[0], status: 'pending', failureMessages: [] }],
});

let anyResult;
/** The mutant of which a test has failed just now. */
let killed;

module.exports = async (globalConfig, config, environment, runtime, testPath, ...rest) => {
  const mutant = process.env.__STRYKER_ACTIVE_MUTANT__;
  const isNeeded =
    mutant === undefined || (mutant !== killed && isAsked(testPath, globalConfig.testNamePattern));
  if (!isNeeded && anyResult) return skipped(anyResult);
  const result = await circus(globalConfig, config, environment, runtime, testPath, ...rest);
  if (result.testResults.length > 0) anyResult = result;
  const names = result.testResults.map(({ fullName }) => fullName);
  if (mutant === undefined) writeFileSync(namesFile(testPath), JSON.stringify(names));
  else if (result.numFailingTests > 0) killed = mutant;
  return result;
};
