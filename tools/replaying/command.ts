import { unsuitableKeys } from '../client/credentials';
import { createTransport } from '../client/http';
import { EXIT, type ExitCode } from '../exit-codes';
import { startRecording } from '../history/recording';
import { type World } from '../world';
import { parseReplayOptions, REPLAY_USAGE } from './options';
import { replayOrders } from './run';

/** The replay from its command line to its exit code. */
export async function runReplay(argv: readonly string[], world: World): Promise<ExitCode> {
  const parsed = parseReplayOptions(argv, world.env);
  if (parsed.kind === 'help') return (world.terminal.out(REPLAY_USAGE), EXIT.fine);
  if (parsed.kind === 'usage') {
    world.terminal.err(`replay: ${parsed.message}\n\n${REPLAY_USAGE}`);
    return EXIT.failed;
  }
  const [first] = parsed.value.targets;
  const remark = first ? unsuitableKeys(first.url, first.credentials) : null;
  if (remark !== null) world.terminal.err(remark);
  const { history: path, targets, run, concurrency } = parsed.value;
  const recording = startRecording(
    createTransport(concurrency),
    { path, targets, tool: 'replay', newKeys: run === null },
    world,
  );
  if (recording.kind === 'unwritable')
    return (world.terminal.err(`replay: ${recording.message}`), EXIT.failed);
  const { transport } = recording;
  try {
    return await replayOrders(parsed.value, world, transport);
  } finally {
    transport.close();
  }
}
