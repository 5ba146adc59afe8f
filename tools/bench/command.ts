import { EXIT, type ExitCode } from '../exit-codes';
import { writeAtomically } from '../files';
import { callerPath, type World } from '../world';
import { describeMachine, thisMachine } from './machine';
import { benchUsage, parseBenchOptions } from './options';
import { measure } from './run';
import { SECTIONS } from './sections';

/** The bench from its command line to its exit code. */
export async function runBench(argv: readonly string[], world: World): Promise<ExitCode> {
  const usage = benchUsage(SECTIONS);
  const parsed = parseBenchOptions(argv, SECTIONS);
  if (parsed.kind === 'help') return (world.terminal.out(usage), EXIT.fine);
  if (parsed.kind === 'usage') {
    world.terminal.err(`bench: ${parsed.message}\n\n${usage}`);
    return EXIT.failed;
  }
  const { json } = parsed.value;
  const machine = thisMachine();
  world.terminal.out(describeMachine(machine));
  const report = await measure(parsed.value, machine, world);
  if (json !== null) {
    await writeAtomically(callerPath(world, json), `${JSON.stringify(report, null, 2)}\n`);
  }
  if (world.interrupted.aborted) return EXIT.interrupted;
  return report.failed.length === 0 ? EXIT.fine : EXIT.flawed;
}
