/** Synthesized templates as JSON, by the configuration they are of. Files of a worker share them: each takes a second to make. */
module.exports = new Map();
