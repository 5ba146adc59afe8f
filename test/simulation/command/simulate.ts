import { EXIT, type ExitCode } from '../../../tools/exit-codes';
import { createProgress } from '../../../tools/progress';
import { type World } from '../../../tools/world';
import { FIRST_SEED } from '../seeds';
import { parseSimulateOptions, SIMULATE_USAGE, type SimulateOptions } from './options';
import { describeMutants, describeSeeds, isFine } from './report';
import { allMutants, runMutants } from './run-mutants';
import { runSeeds } from './run-seeds';

/** The simulation from its command line to its exit code. */
export async function runSimulate(argv: readonly string[], world: World): Promise<ExitCode> {
  const parsed = parseSimulateOptions(argv);
  const { terminal } = world;
  if (parsed.kind === 'help') return (terminal.out(SIMULATE_USAGE), EXIT.fine);
  if (parsed.kind === 'usage') {
    terminal.err(`simulate: ${parsed.message}\n\n${SIMULATE_USAGE}`);
    return EXIT.failed;
  }
  const run = parsed.value.mutants ? mutants : seeds;
  const code = await run(parsed.value, world);
  return world.interrupted.aborted && code === EXIT.fine ? EXIT.interrupted : code;
}

async function seeds(options: SimulateOptions, { terminal, now, interrupted }: World): Promise<ExitCode> {
  const result = await runSeeds(options, {
    now: () => now().getTime(),
    stopped: () => interrupted.aborted,
    progress: createProgress(terminal),
  });
  describeSeeds(result, { ...options, isStopped: interrupted.aborted }).forEach((line) => terminal.out(line));
  return result.failure ? EXIT.flawed : EXIT.fine;
}

async function mutants({ workers }: SimulateOptions, { terminal, interrupted }: World): Promise<ExitCode> {
  const progress = createProgress(terminal);
  const plan = { first: FIRST_SEED, workers, ...allMutants };
  const result = await runMutants(plan, progress, () => interrupted.aborted);
  if (interrupted.aborted) return EXIT.interrupted;
  describeMutants(result).forEach((line) => terminal.out(line));
  return isFine(result) ? EXIT.fine : EXIT.flawed;
}
