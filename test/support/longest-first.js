const { existsSync } = require('node:fs');
const { join } = require('node:path');
const Sequencer = require('@jest/test-sequencer').default;

/**
 * Files that take longer than ten seconds, the longest first. Jest knows durations only from earlier runs in the same place;
 * in a new clone it goes by size, and the longest would run alone at the end.
 */
const LONGEST = [
  'test/cloud/drill.test.ts',
  'test/cloud/crash.test.ts',
  'test/cloud/region-loss.test.ts',
  'test/cloud/cancel.test.ts',
  'test/cloud/race.test.ts',
  'test/cloud/replay.test.ts',
  'test/cloud/circuit.test.ts',
  'test/cloud/kill.test.ts',
  'test/simulation/planted-bugs.test.ts',
  'test/adapters/dynamodb/stores.test.ts',
  'test/lib/region-stack.test.ts',
];

const missing = LONGEST.filter((file) => !existsSync(join(__dirname, '..', '..', file)));
if (missing.length > 0)
  throw new Error(`test/support/longest-first.js names ${missing.join(', ')}: no such file`);

const rankOf = ({ path }) => {
  const rank = LONGEST.findIndex((file) => path.endsWith(file));
  return rank < 0 ? LONGEST.length : rank;
};

/** Jest's order, but for the files that are known to take long. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).toSorted((one, other) => rankOf(one) - rankOf(other));
  }
};
