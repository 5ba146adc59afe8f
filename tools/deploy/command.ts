import { EXIT, type ExitCode } from '../exit-codes';
import { lookAtBudgets } from '../ops/budget/look';
import { type World } from '../world';
import { judge, type Verdict } from './gate';
import { type DeployOptions, parseDeployOptions } from './options';
import { recordOverride } from './override';
import { type DeployPorts, type Ending } from './ports';
import { DEPLOY_USAGE } from './usage';
import { describeRefusal, describeVerdict } from './wording';

/** `npm run deploy` from its command line to its exit code. */
export async function runDeploy(
  argv: readonly string[],
  world: World,
  ports: DeployPorts,
): Promise<ExitCode> {
  const parsed = parseDeployOptions(argv, world);
  if (parsed.kind === 'help') return (world.terminal.out(DEPLOY_USAGE), EXIT.fine);
  if (parsed.kind === 'usage') {
    world.terminal.err(`deploy: ${parsed.message}\n\n${DEPLOY_USAGE}`);
    return EXIT.failed;
  }
  try {
    return await deploy(parsed.value, world, ports);
  } finally {
    ports.close();
  }
}

/** Asks the budgets, then deploys: unless they refuse and nobody has overridden them. */
export async function deploy(options: DeployOptions, world: World, ports: DeployPorts): Promise<ExitCode> {
  const { deployment, override } = options;
  const regions = deployment.regions.map(({ region }) => region);
  const look = await lookAtBudgets(deployment, regions, ports.budgets);
  const verdict = judge(look, regions, world.now());
  const say = (line: string) => world.terminal.err(`deploy: ${line}`);
  if (verdict.kind === 'refused') {
    describeRefusal(verdict, options).forEach(say);
    if (override === null) return EXIT.refused;
    await recordOverride({ deployment, reason: override, verdict, say }, world, ports);
  } else tell(verdict, look.failures, options, world, say);
  return start(options, ports, say);
}

function tell(
  verdict: Exclude<Verdict, { kind: 'refused' }>,
  failures: readonly string[],
  { deployment: { name }, override }: DeployOptions,
  world: World,
  say: (line: string) => void,
): void {
  failures.forEach(say);
  describeVerdict(verdict, name, world.now()).forEach(say);
  if (override !== null) say('--override was not needed, and nothing is recorded');
}

/** The CDK of this repository; `--no` keeps npx from fetching another one. */
const CDK_DEPLOY = ['npx', '--no', '--', 'cdk', 'deploy'] as const;

async function start(
  { rehearsal, cdkArguments }: DeployOptions,
  ports: DeployPorts,
  say: (line: string) => void,
): Promise<ExitCode> {
  const command = [...CDK_DEPLOY, ...cdkArguments];
  say(`${rehearsal ? 'would run' : 'runs'} ${command.slice(3).join(' ')}`);
  return rehearsal ? EXIT.fine : exitOf(await ports.run(command));
}

function exitOf(ending: Ending): ExitCode {
  if (ending.kind === 'interrupted') return EXIT.interrupted;
  return ending.code === 0 ? EXIT.fine : EXIT.flawed;
}
