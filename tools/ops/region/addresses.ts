import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { errorCode } from '../../errors';
import { callerPath, type World } from '../../world';
import { type OpsRegion } from '../deployment';
import { type Reply } from '../message-queue';
import { type AddressSource, OUTPUTS_FILE, type RegionOptions } from './options';

/** A Region with the address of its API. */
export interface RegionPlace extends OpsRegion {
  readonly api: URL;
}

/** CloudFront's key-value store that the edge goes by. */
export interface RoutingStoreAddress {
  readonly arn: string;
  /** AWS endpoints of the local cloud's Regions, any of which serves it; none for AWS itself. */
  readonly endpoints: readonly URL[];
}

/** Everything that the commands about Regions talk to. */
export interface Addresses {
  /** In the configuration's order. */
  readonly regions: readonly RegionPlace[];
  /** The shop as shoppers reach it; null when nobody told. */
  readonly edge: URL | null;
  /** Null when nobody told. */
  readonly routingStore: RoutingStoreAddress | null;
}

/** What `cdk deploy --outputs-file` writes: outputs by their names, by stack. */
const outputsSchema = z.record(z.string(), z.record(z.string(), z.string()));
type Outputs = z.infer<typeof outputsSchema>;

/**
 * Finds the addresses without asking anybody: the local cloud's follow from its ports; on AWS they are on the command
 * line, or in the file that the last deployment left. CloudFormation knows them too, but is a control plane.
 *
 * @param localStoreArn ARN of the local cloud's routing store, if it is running
 */
export function findAddresses(
  { deployment, addresses }: RegionOptions,
  world: World,
  localStoreArn: string | null,
): Reply<Addresses> {
  const read = readOutputs(addresses, world);
  if (read.kind === 'failed') return read;
  const places = deployment.regions.map((region) => ({ region, api: apiOf(region, addresses, read.value) }));
  const missing = places.filter(({ api }) => api === null).map(({ region }) => region.region);
  if (missing.length > 0) return { kind: 'failed', message: howToTell(missing, addresses) };
  const regions = places.flatMap(({ region, api }) => (api === null ? [] : [{ ...region, api }]));
  const arn = addresses.outputsFile === null ? localStoreArn : outputOf(read.value, 'RoutingStoreArn');
  return {
    kind: 'ok',
    value: {
      regions,
      edge: addresses.edge ?? urlOf(outputOf(read.value, 'ShopUrl')),
      routingStore: arn === null ? null : { arn, endpoints: deployment.regions.flatMap(endpointOf) },
    },
  };
}

const endpointOf = ({ endpoint }: OpsRegion): readonly URL[] => (endpoint === null ? [] : [endpoint]);

function readOutputs({ outputsFile }: AddressSource, world: World): Reply<Outputs> {
  if (outputsFile === null) return { kind: 'ok', value: {} };
  const isDefault = outputsFile === OUTPUTS_FILE;
  const path = isDefault ? resolve(world.projectDirectory, outputsFile) : callerPath(world, outputsFile);
  try {
    const parsed = outputsSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (parsed.success) return { kind: 'ok', value: parsed.data };
    return { kind: 'failed', message: `${path} is not what cdk deploy --outputs-file writes` };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { kind: 'ok', value: {} };
    return { kind: 'failed', message: `${path} cannot be read: ${String(error)}` };
  }
}

function apiOf({ region }: OpsRegion, { apis }: AddressSource, outputs: Outputs): URL | null {
  const given = apis.find((target) => target.region === region);
  if (given !== undefined) return given.url;
  const stack = Object.keys(outputs).find((name) => name.endsWith(`Region-${region}`));
  return urlOf(stack === undefined ? null : (outputs[stack]?.['ApiUrl'] ?? null));
}

/** An output whose name only one stack has. */
const outputOf = (outputs: Outputs, name: string): string | null =>
  Object.values(outputs).flatMap((stack) => stack[name] ?? [])[0] ?? null;

const urlOf = (text: string | null): URL | null =>
  text !== null && URL.canParse(text) ? new URL(text) : null;

function howToTell(missing: readonly string[], { outputsFile }: AddressSource): string {
  const flags = missing.map((region) => `--api ${region}=https://….amazonaws.com/prod`).join(' ');
  return (
    `nobody told where the API of ${missing.join(' and ')} is: add ${flags}, ` +
    `or deploy with --outputs-file ${outputsFile ?? ''}`
  );
}
