/** Puts in place of a module the one that all test files of a worker share. For modules that keep no state. */
module.exports = {
  process: (_source, path) => ({ code: `module.exports = requireShared(${JSON.stringify(path)});` }),
  getCacheKey: (_source, path) => `shared:${path}`,
};
