import { EXIT, type ExitCode } from './exit-codes';
import { processWorld, type World } from './world';

/** Runs a tool as a process: arguments in, exit code out. What it did not foresee is shown in full. */
export function main(tool: (argv: readonly string[], world: World) => Promise<ExitCode>): void {
  const world = processWorld();
  tool(process.argv.slice(2), world).then(
    (code) => void (process.exitCode = code),
    (error: unknown) => {
      world.terminal.err(error instanceof Error ? (error.stack ?? error.message) : String(error));
      process.exitCode = EXIT.failed;
    },
  );
}
