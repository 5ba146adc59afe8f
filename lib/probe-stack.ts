import { Fn, Stack, type StackProps } from 'aws-cdk-lib';
import { type Construct } from 'constructs';
import { type HoldfastConfig } from './config/schema';
import { PROBE_QUERIES } from './dashboards/probe-queries';
import { SavedQueries } from './dashboards/saved-queries';
import { EDGE_REGION, namesOf } from './names';
import { RegionProbe } from './probe/region-probe';

/** What a Probe stack is made from. */
export interface ProbeStackProps extends StackProps {
  readonly config: HoldfastConfig;
  /** Directory that holds one folder for each function. */
  readonly lambdasRoot: string;
  /** The Region stack whose API is judged. */
  readonly other: Stack;
  /** The stack that holds the routing store. */
  readonly edge: Stack;
}

/**
 * The eyes of one Region: it judges the other one, since a Region that is lost cannot tell of itself. A stack of its
 * own, for it needs the other Region's address and the edge, which need the Region stacks first.
 */
export class ProbeStack extends Stack {
  constructor(scope: Construct, id: string, props: ProbeStackProps) {
    super(scope, id, props);
    const { config, lambdasRoot, other, edge } = props;
    const names = namesOf(config);
    new RegionProbe(this, 'Probe', {
      names,
      lambdasRoot,
      otherRegion: other.region,
      otherApiUrl: Fn.getStackOutput(other.stackName, 'ApiUrl', other.region),
      shopUrl: Fn.getStackOutput(edge.stackName, 'ShopUrl', EDGE_REGION),
      routingStoreArn: Fn.getStackOutput(edge.stackName, 'RoutingStoreArn', EDGE_REGION),
    });
    new SavedQueries(this, 'Queries', { deployment: config.name, names, queries: PROBE_QUERIES });
    this.addStackDependency(other, 'looks at its API');
    this.addStackDependency(edge, 'asks at its address and writes into its routing store');
  }
}
