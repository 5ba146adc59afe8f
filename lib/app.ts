import * as path from 'node:path';
import { type App, Tags, Validations } from 'aws-cdk-lib';
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
  const prefix = stackPrefixOf(config);
  const lambdasRoot = options.lambdasRoot ?? path.join(__dirname, '..', 'lambdas');
  const data = new DataStack(app, `${prefix}Data`, {
    config,
    description: 'Holdfast: stock, orders, products and secrets of all Regions',
    env: { region: config.regions[0] },
  });
  const addRegion = (region: string) => {
    const stack = new RegionStack(app, `${prefix}Region-${region}`, {
      config,
      lambdasRoot,
      webRoot: options.webRoot ?? path.join(__dirname, '..', 'web'),
      description: `Holdfast: the shop in ${region}`,
      env: { region },
    });
    stack.addStackDependency(data, 'functions use the tables and secrets by name');
    return stack;
  };
  const regions = [addRegion(config.regions[0]), addRegion(config.regions[1])] as const;
  const edge = new EdgeStack(app, `${prefix}Edge`, {
    config,
    apis: [regions[0].apiEndpoint, regions[1].apiEndpoint],
    description: 'Holdfast: the shop for all the world',
    env: { region: EDGE_REGION },
  });
  regions.forEach((region) => edge.addStackDependency(region, 'serves their APIs and storefronts'));
  const addProbe = (region: string, other: RegionStack) =>
    new ProbeStack(app, `${prefix}Probe-${region}`, {
      config,
      lambdasRoot,
      other,
      edge,
      description: `Holdfast: how ${other.region} looks from ${region}`,
      env: { region },
    });
  const probes = [addProbe(config.regions[0], regions[1]), addProbe(config.regions[1], regions[0])];
  Validations.of(app).addPlugins(new HoldfastPolicies());
  Tags.of(app).add('application', config.name);
  return { data, regions, edge, probes };
}
