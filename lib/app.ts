import * as path from 'node:path';
import { type App, Tags, Validations } from 'aws-cdk-lib';
import { type HoldfastConfig } from './config/schema';
import { DataStack } from './data-stack';
import { stackPrefixOf } from './names';
import { HoldfastPolicies } from './policies/plugin';
import { RegionStack } from './region-stack';

/** The stacks of one deployment. */
export interface HoldfastStacks {
  readonly data: DataStack;
  /** One for each Region, in the order of the configuration. */
  readonly regions: readonly RegionStack[];
}

/** How the stacks are put together. */
export interface HoldfastOptions {
  /** Directory that holds one folder for each function. @default the repository's `lambdas` */
  readonly lambdasRoot?: string;
}

/**
 * Adds all stacks of a deployment to an app. The Region stacks name the tables and secrets of the Data stack
 * literally, which CDK cannot see, so the order of deployment is stated here.
 */
export function addHoldfast(app: App, config: HoldfastConfig, options: HoldfastOptions = {}): HoldfastStacks {
  const prefix = stackPrefixOf(config);
  const lambdasRoot = options.lambdasRoot ?? path.join(__dirname, '..', 'lambdas');
  const data = new DataStack(app, `${prefix}Data`, {
    config,
    description: 'Holdfast: stock, orders, products and secrets of all Regions',
    env: { region: config.regions[0] },
  });
  const regions = config.regions.map((region) => {
    const stack = new RegionStack(app, `${prefix}Region-${region}`, {
      config,
      lambdasRoot,
      description: `Holdfast: the shop in ${region}`,
      env: { region },
    });
    stack.addStackDependency(data, 'functions use the tables and secrets by name');
    return stack;
  });
  Validations.of(app).addPlugins(new HoldfastPolicies());
  Tags.of(app).add('application', config.name);
  return { data, regions };
}
