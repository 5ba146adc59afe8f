/**
 * The order of test files in `npm run mutation`: those that bear the name of the mutated module first, then those of
 * its folder, then all others, small ones first. A module's own tests notice most mistakes in it, at once; a mutant
 * that makes some other test loop for ever is then found before that test runs.
 */
const { basename, dirname, relative } = require('node:path');
const { statSync } = require('node:fs');
const { default: Sequencer } = require('@jest/test-sequencer');

module.exports = class NearestFirst extends Sequencer {
  constructor({ globalConfig, ...rest }) {
    super({ globalConfig, ...rest });
    this.rootDir = globalConfig.rootDir;
    // A mutant is run with its own file as the only one whose related tests are asked for.
    [this.mutated] = globalConfig.nonFlagArgs;
  }

  /** 0 for the module's own tests, 1 for those of its folder, 2 for all others. */
  distance(testPath) {
    if (this.mutated === undefined) return 2;
    const [test, code] = [relative(this.rootDir, testPath), relative(this.rootDir, this.mutated)];
    if (dirname(test) !== dirname(code).replace('lambdas', 'test')) return 2;
    return basename(test).startsWith(basename(code, '.ts')) ? 0 : 1;
  }

  sort(tests) {
    const ranked = [...tests].map((test) => ({
      test,
      distance: this.distance(test.path),
      size: statSync(test.path).size,
    }));
    return ranked.sort((a, b) => a.distance - b.distance || a.size - b.size).map(({ test }) => test);
  }
};
