const { TestEnvironment } = require('jest-environment-node');

/**
 * Node's environment of Jest, in which `requireShared` loads a module outside of the test file's sandbox: once for
 * all files of a worker instead of once for each.
 */
module.exports = class SharedModulesEnvironment extends TestEnvironment {
  constructor(...parts) {
    super(...parts);
    this.global.requireShared = require;
  }
};
