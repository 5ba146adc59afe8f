// Loaded with `--import`: ends this process when its standard input does, which is the read end of a pipe
// that the local cloud holds and never writes to. A process that is killed closes its pipes, so nothing
// outlives a local cloud that got no chance to end what it had started.
process.stdin.on('close', () => process.exit(1)).resume();
process.stdin.unref();
