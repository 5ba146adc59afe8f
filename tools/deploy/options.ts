import { configFile, loadConfig } from '../../lib/config/load';
import { describeProblems } from '../../lib/config/problems';
import { type HoldfastConfig } from '../../lib/config/schema';
import { stackPrefixOf } from '../../lib/names';
import { type Parsed, PORT_BASE_BOUNDS, understand, UsageError, wholeNumber } from '../arguments';
import { DEFAULT_PORT_BASE } from '../client/regions';
import { type Deployment, localEndpoint } from '../ops/deployment';
import { type World } from '../world';

/** A deployment that is to be made. */
export interface DeployOptions {
  /** Whose budgets are asked. */
  readonly deployment: Deployment;
  /** Against the local cloud: everything but the deployment itself. */
  readonly rehearsal: boolean;
  /** Why it is to be made although the budgets refuse; null when nobody said so. */
  readonly override: string | null;
  /** What `cdk deploy` gets: `--all` unless stacks are named, then everything else as it was given. */
  readonly cdkArguments: readonly string[];
}

/** A reason is one line that others read. */
const LONGEST_REASON = 500;

interface Found {
  override?: string;
  portBase?: string;
  local?: boolean;
  help?: boolean;
  readonly cdk: string[];
}

/** Understands the command line; what is not its own is CDK's, which knows best what it takes. */
export function parseDeployOptions(
  argv: readonly string[],
  world: Pick<World, 'env'>,
): Parsed<DeployOptions> {
  return understand(() => {
    const found = split(argv);
    if (found.help) return 'help';
    if (found.cdk.some((argument) => /^--profile(=|$)/.test(argument)))
      throw new UsageError(
        'give the profile as AWS_PROFILE and not as --profile, so that the budgets are those of the same account',
      );
    const rehearsal = found.local ?? found.portBase !== undefined;
    const config = configOf(found.cdk, world);
    return {
      deployment: deploymentOf(config, rehearsal ? portBaseOf(found) : null),
      rehearsal,
      override: found.override === undefined ? null : reasonOf(found.override),
      cdkArguments: withAll(found.cdk, stackPrefixOf(config)),
    };
  });
}

const OWN = /^--(override|port-base)(?:=(.*))?$/s;

function split(argv: readonly string[]): Found {
  const found: Found = { cdk: [] };
  for (let index = 0; index < argv.length; index++) {
    const argument = argv[index] ?? '';
    if (argument === '--') return { ...found, cdk: [...found.cdk, ...argv.slice(index + 1)] };
    const [, own, inline] = OWN.exec(argument) ?? [];
    if (own !== undefined) {
      const value = inline ?? argv[(index += 1)];
      if (value === undefined) throw new UsageError(`--${own} has no value`);
      found[own === 'override' ? 'override' : 'portBase'] = value;
    } else if (argument === '--local' || argument === '--help')
      found[argument === '--local' ? 'local' : 'help'] = true;
    else found.cdk.push(argument);
  }
  return found;
}

const portBaseOf = ({ portBase }: Found): number =>
  wholeNumber('--port-base', portBase, PORT_BASE_BOUNDS) ?? DEFAULT_PORT_BASE;

function reasonOf(text: string): string {
  const reason = text.trim();
  if (reason === '' || reason.startsWith('--'))
    throw new UsageError(
      '--override needs a reason, such as --override "rollback of 1.4, which broke checkout"',
    );
  if (reason.length > LONGEST_REASON)
    throw new UsageError(`--override has ${reason.length} characters; at most ${LONGEST_REASON} are kept`);
  return reason;
}

/** CDK refuses `--all` beside the names of stacks, as in `HoldfastRegion-us-west-2 --exclusively`. */
function withAll(cdk: readonly string[], stackPrefix: string): readonly string[] {
  const others = cdk.filter((argument) => argument !== '--all');
  return others.some((argument) => argument.startsWith(stackPrefix)) ? others : ['--all', ...others];
}

/** The configuration that `cdk deploy` will use: bin/holdfast.ts looks in the same places. */
function configOf(cdk: readonly string[], { env }: Pick<World, 'env'>): HoldfastConfig {
  const values = cdk.flatMap((argument, index) => {
    const [, inline] = /^(?:--context|-c)=?(.*)$/s.exec(argument) ?? [];
    return inline === undefined ? [] : [inline === '' ? (cdk[index + 1] ?? '') : inline];
  });
  const context = values.findLast((value) => value.startsWith('config='))?.slice('config='.length);
  const result = loadConfig(configFile({ context, environment: env['HOLDFAST_CONFIG'] }));
  if (result.kind === 'valid') return result.config;
  throw new UsageError(describeProblems(result.file, result.problems).trimEnd());
}

const deploymentOf = ({ name, regions }: HoldfastConfig, portBase: number | null): Deployment => ({
  name,
  regions: regions.map((region, index) => ({
    region,
    endpoint: portBase === null ? null : localEndpoint(portBase, index),
  })),
});
