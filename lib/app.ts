import * as path from 'node:path';
import { type App, Tags, Validations } from 'aws-cdk-lib';
import { warnOfSilentPages } from './alarms/alarm-topics';
import { type HoldfastConfig } from './config/schema';
import { DataStack } from './data-stack';
import { EDGE_REGION, stackPrefixOf } from './names';
import { EdgeStack } from './edge-stack';
import { HoldfastPolicies } from './policies/plugin';
import { ProbeStack } from './probe-stack';
import { RegionStack } from './region-stack';

/** The stacks of one deployment. */
export interface HoldfastStacks {
  readonly data: DataStack;
  /** One for each Region, in the order of the configuration. */
  readonly regions: readonly RegionStack[];
  readonly edge: EdgeStack;
  /** One for each Region, in the order of the configuration. */
  readonly probes: readonly ProbeStack[];
}

/** How the stacks are put together. */
export interface HoldfastOptions {
  /** Directory that holds one folder for each function. @default the repository's `lambdas` */
  readonly lambdasRoot?: string;
  /** Directory of the storefront's sources. @default the repository's `web` */
  readonly webRoot?: string;
}

/**
 * Adds all stacks of a deployment to an app. Much is named literally across stacks, which CDK cannot see, so the order
 * of deployment is stated here: Data, Regions, Edge, Probes.
 */
export function addHoldfast(app: App, config: HoldfastConfig, options: HoldfastOptions = {}): HoldfastStacks {
  const parts = {
    app,
    config,
    prefix: stackPrefixOf(config),
    lambdasRoot: LAMBDAS,
    webRoot: WEB,
    ...options,
  };
  const [first, second] = config.regions;
  const data = new DataStack(app, `${parts.prefix}Data`, {
    config,
    description: 'Holdfast: stock, orders, products and secrets of all Regions',
    env: { region: first },
  });
  const regions = [addRegion(parts, first, data), addRegion(parts, second, data)] as const;
  const edge = addEdge(parts, regions);
  const probes = [addProbe(parts, first, regions[1], edge), addProbe(parts, second, regions[0], edge)];
  warnOfSilentPages(regions[0], config.alarms);
  Validations.of(app).addPlugins(new HoldfastPolicies());
  Tags.of(app).add('application', config.name);
  return { data, regions, edge, probes };
}

/** What the stacks of one deployment share. */
interface Parts extends Required<HoldfastOptions> {
  readonly app: App;
  readonly config: HoldfastConfig;
  readonly prefix: string;
}

const ROOT = path.join(__dirname, '..');
const LAMBDAS = path.join(ROOT, 'lambdas');
const WEB = path.join(ROOT, 'web');

function addRegion({ app, prefix, ...parts }: Parts, region: string, data: DataStack): RegionStack {
  const stack = new RegionStack(app, `${prefix}Region-${region}`, {
    ...parts,
    description: `Holdfast: the shop in ${region}`,
    env: { region },
  });
  stack.addStackDependency(data, 'functions use the tables and secrets by name');
  return stack;
}

function addEdge({ app, prefix, config }: Parts, regions: readonly [RegionStack, RegionStack]): EdgeStack {
  const edge = new EdgeStack(app, `${prefix}Edge`, {
    config,
    apis: [regions[0].apiEndpoint, regions[1].apiEndpoint],
    description: 'Holdfast: the shop for all the world',
    env: { region: EDGE_REGION },
  });
  regions.forEach((region) => edge.addStackDependency(region, 'serves their APIs and storefronts'));
  return edge;
}

function addProbe(
  { app, prefix, config, lambdasRoot }: Parts,
  region: string,
  other: RegionStack,
  edge: EdgeStack,
): ProbeStack {
  return new ProbeStack(app, `${prefix}Probe-${region}`, {
    config,
    lambdasRoot,
    other,
    edge,
    description: `Holdfast: how ${other.region} looks from ${region}`,
    env: { region },
  });
}
