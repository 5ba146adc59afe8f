import {
  apiAddress,
  namedTarget,
  PORT_BASE_BOUNDS,
  readFlags,
  targetNamed,
  UsageError,
  wholeNumber,
} from '../../arguments';
import { DEFAULT_PORT_BASE, localControl, localTargets, type RegionTarget } from '../../client/regions';
import { chooseDeployment, type Deployment } from '../deployment';

/** Where the addresses of a shop come from; on AWS no control plane is asked for them. */
export interface AddressSource {
  /** APIs that the command line names. */
  readonly apis: readonly RegionTarget[];
  /** The shop's own address; null when the command line does not name it. */
  readonly edge: URL | null;
  /** What `cdk deploy --outputs-file` wrote; null for the local cloud, whose addresses follow from its ports. */
  readonly outputsFile: string | null;
  /** The control API of the local cloud; null for AWS. */
  readonly localControl: URL | null;
}

interface Common {
  readonly deployment: Deployment;
  readonly addresses: AddressSource;
  readonly json: boolean;
}

interface Acting extends Common {
  /** The Region that leaves, or comes back. */
  readonly name: string;
  /** Do not ask. */
  readonly yes: boolean;
  /** Act where it would refuse. */
  readonly force: boolean;
}

/** `region evacuate`: takes a Region out of service. */
export interface EvacuateOptions extends Acting {
  readonly kind: 'region-evacuate';
  /** Calls of each kind at a time by which the survivor is warmed up; 0 for none. */
  readonly warmUp: number;
}

/** `region return`: gives a Region a share of the shoppers again. */
export interface ReturnOptions extends Acting {
  readonly kind: 'region-return';
  /** 1 to 100; null for the next step of the ramp. */
  readonly weight: number | null;
}

/** `region status`: shows how the Regions are, and who gets which share. */
export interface StatusOptions extends Common {
  readonly kind: 'region-status';
}

export type RegionOptions = EvacuateOptions | ReturnOptions | StatusOptions;

/** Without --outputs, below the project's directory; `.holdfast` is never committed. */
export const OUTPUTS_FILE = '.holdfast/outputs.json';

/** Calls beyond the rates of the Region's web ACL are left out (warm-up.ts). */
const WARM_UP = [0, 500] as const;
const DEFAULT_WARM_UP = 25;
const WEIGHTS = [1, 100] as const;

const COMMON_FLAGS = {
  'port-base': { type: 'string' },
  aws: { type: 'boolean' },
  name: { type: 'string' },
  api: { type: 'string', multiple: true },
  edge: { type: 'string' },
  outputs: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;
const ACTING_FLAGS = { ...COMMON_FLAGS, yes: { type: 'boolean' }, force: { type: 'boolean' } } as const;

type Argv = readonly string[];

/** Understands what follows `region`. Throws `UsageError`. */
export function parseRegion([command, ...argv]: Argv): RegionOptions | 'help' {
  switch (command) {
    case '--help':
      return 'help';
    case 'evacuate':
      return evacuate(argv);
    case 'return':
      return giveBack(argv);
    case 'status':
      return status(argv);
    default:
      throw new UsageError(
        `region takes evacuate NAME, return NAME or status; found ${command === undefined ? 'nothing' : `"${command}"`}`,
      );
  }
}

function evacuate(argv: Argv): EvacuateOptions | 'help' {
  const { values, positionals } = readFlags(argv, { ...ACTING_FLAGS, 'warm-up': { type: 'string' } });
  if (values.help) return 'help';
  const warmUp = wholeNumber('--warm-up', values['warm-up'], WARM_UP) ?? DEFAULT_WARM_UP;
  return { kind: 'region-evacuate', ...acting('evacuate', positionals, values), warmUp };
}

function giveBack(argv: Argv): ReturnOptions | 'help' {
  const { values, positionals } = readFlags(argv, { ...ACTING_FLAGS, weight: { type: 'string' } });
  if (values.help) return 'help';
  const weight = wholeNumber('--weight', values.weight, WEIGHTS) ?? null;
  return { kind: 'region-return', ...acting('return', positionals, values), weight };
}

function status(argv: Argv): StatusOptions | 'help' {
  const { values, positionals } = readFlags(argv, COMMON_FLAGS);
  if (values.help) return 'help';
  if (positionals.length > 0) {
    throw new UsageError(`region status takes no arguments; found ${positionals.join(', ')}`);
  }
  return { kind: 'region-status', ...common(values) };
}

interface Values {
  readonly 'port-base'?: string | undefined;
  readonly aws?: boolean | undefined;
  readonly name?: string | undefined;
  readonly api?: string[] | undefined;
  readonly edge?: string | undefined;
  readonly outputs?: string | undefined;
  readonly json?: boolean | undefined;
  readonly yes?: boolean | undefined;
  readonly force?: boolean | undefined;
}

function acting(command: string, positionals: Argv, values: Values): Acting {
  const [name, ...rest] = positionals;
  if (name === undefined || rest.length > 0) {
    throw new UsageError(`region ${command} takes one NAME; found ${positionals.length} arguments`);
  }
  const { deployment, ...others } = common(values);
  const known = deployment.regions.map(({ region }) => region);
  if (!known.includes(name))
    throw new UsageError(`there is no Region "${name}"; allowed: ${known.join(', ')}`);
  return { ...others, deployment, name, yes: values.yes ?? false, force: values.force ?? false };
}

function common(values: Values): Common {
  const deployment = chooseDeployment(values);
  return { deployment, addresses: addressSource(values, deployment), json: values.json ?? false };
}

function addressSource(values: Values, { regions }: Deployment): AddressSource {
  const base = wholeNumber('--port-base', values['port-base'], PORT_BASE_BOUNDS) ?? DEFAULT_PORT_BASE;
  const local = values.aws === true ? [] : localTargets(base);
  const given = (values.api ?? []).map((text) => namedTarget('--api', text));
  const known = regions.map(({ region }) => ({ region, url: new URL('http://unknown') }));
  given.forEach(({ region }) => targetNamed('--api', region, known));
  const edge = values.edge === undefined ? null : apiAddress('--edge', values.edge);
  if (values.aws !== true && values.outputs !== undefined) throw new UsageError('--outputs goes with --aws');
  const control = values.aws === true ? null : localControl(base);
  return {
    apis: [...given, ...local],
    edge: edge ?? control,
    outputsFile: values.aws === true ? (values.outputs ?? OUTPUTS_FILE) : null,
    localControl: control,
  };
}
