import configuration from '../../holdfast.config.json';
import { PORT_BASE_BOUNDS, UsageError, wholeNumber } from '../arguments';
import { CONFIGURED_REGIONS, DEFAULT_PORT_BASE } from '../client/regions';

/** A Region as the commands reach it. */
export interface OpsRegion {
  readonly region: string;
  /** The AWS endpoint of the local cloud's Region; null for AWS itself. */
  readonly endpoint: URL | null;
}

/** The shop that a command works on. */
export interface Deployment {
  /** Start of all names, as in holdfast.config.json. */
  readonly name: string;
  /** In the configuration's order, the primary Region first; at least one. */
  readonly regions: readonly OpsRegion[];
}

/** Flags that every command takes. */
export const WHERE_FLAGS = {
  region: { type: 'string' },
  'port-base': { type: 'string' },
  aws: { type: 'boolean' },
  name: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** Values of {@link WHERE_FLAGS}. */
export interface WhereValues {
  readonly region?: string | undefined;
  readonly 'port-base'?: string | undefined;
  readonly aws?: boolean | undefined;
  readonly name?: string | undefined;
}

/** The local cloud's AWS endpoints stand this far above its port base (docs/local-cloud.md). */
const ENDPOINT_OFFSET = 566;

/** What the configuration allows as a name (docs/configuration.md). */
const NAME = /^(?=.{1,24}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** AWS endpoint of a Region of the local cloud, by its place in the configuration. */
export const localEndpoint = (portBase: number, index: number): URL =>
  new URL(`http://127.0.0.1:${portBase + ENDPOINT_OFFSET + index}`);

/** Finds out which shop is meant: the local cloud, unless --aws is given. */
export function chooseDeployment(values: WhereValues): Deployment {
  const portBase = wholeNumber('--port-base', values['port-base'], PORT_BASE_BOUNDS);
  if (values.aws && portBase !== undefined) throw new UsageError('give --aws or --port-base, not both');
  const endpointOf = (index: number) =>
    values.aws ? null : localEndpoint(portBase ?? DEFAULT_PORT_BASE, index);
  const all = CONFIGURED_REGIONS.map((region, index) => ({ region, endpoint: endpointOf(index) }));
  return { name: chooseName(values.name), regions: chooseRegions(values.region, all) };
}

function chooseName(name: string | undefined): string {
  if (name === undefined || NAME.test(name)) return name ?? configuration.name;
  throw new UsageError(`--name is "${name}"; allowed: the name in holdfast.config.json, such as holdfast`);
}

function chooseRegions(name: string | undefined, all: readonly OpsRegion[]): readonly OpsRegion[] {
  if (name === undefined) return all;
  const found = all.filter(({ region }) => region === name);
  if (found.length > 0) return found;
  const known = all.map(({ region }) => region).join(', ');
  throw new UsageError(`--region is "${name}"; allowed: ${known}`);
}
