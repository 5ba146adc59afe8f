import { EXIT, type ExitCode } from '../exit-codes';
import { type World } from '../world';
import { showBudgets } from './budget/budget';
import { showCircuit } from './circuit';
import { showDeadLetters } from './dead-letters';
import { forget } from './forget';
import { type OpsOptions, parseOpsOptions } from './options';
import { type OpsPorts } from './ports';
import { reconcile } from './reconcile';
import { redrive } from './redrive';
import { runRegion } from './region/region';
import { OPS_USAGE } from './usage';

/** The operator's commands from their command line to their exit code. */
export async function runOps(argv: readonly string[], world: World, ports: OpsPorts): Promise<ExitCode> {
  const parsed = parseOpsOptions(argv);
  if (parsed.kind === 'help') return (world.terminal.out(OPS_USAGE), EXIT.fine);
  if (parsed.kind === 'usage') {
    world.terminal.err(`ops: ${parsed.message}\n\n${OPS_USAGE}`);
    return EXIT.failed;
  }
  try {
    return await run(parsed.value, world, ports);
  } finally {
    ports.close();
  }
}

function run(options: OpsOptions, world: World, ports: OpsPorts): Promise<ExitCode> {
  switch (options.kind) {
    case 'dead-letters':
      return showDeadLetters(options, world, ports);
    case 'redrive':
      return redrive(options, world, ports);
    case 'reconcile':
      return reconcile(options, world, ports);
    case 'circuit':
      return showCircuit(options, world, ports);
    case 'budget':
      return showBudgets(options, world, ports);
    case 'forget':
      return forget(options, world, ports);
    case 'region-evacuate':
    case 'region-return':
    case 'region-status':
      return runRegion(options, world, ports);
  }
}
