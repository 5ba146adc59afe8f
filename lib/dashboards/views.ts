import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type HoldfastConfig } from '../config/schema';
import { BusinessDashboard } from './business-dashboard';
import { dashboardContext } from './context';
import { GENERAL_QUERIES, REGION_QUERIES } from './region-queries';
import { RegionDashboard } from './region-dashboard';
import { RegionsDashboard } from './regions-dashboard';
import { SavedQueries } from './saved-queries';

/** What there is to look at in a Region. */
export interface RegionViewProps {
  readonly config: HoldfastConfig;
  /** Log group of the API's access log. */
  readonly accessLogGroupName: string;
}

/** The dashboard of one Region, and the queries over its logs. */
export class RegionView extends Construct {
  constructor(scope: Construct, id: string, { config, accessLogGroupName }: RegionViewProps) {
    super(scope, id);
    const { region } = Stack.of(this);
    const [primary, secondary] = config.regions;
    const context = dashboardContext(config);
    const otherRegion = region === primary ? secondary : primary;
    new RegionDashboard(this, 'Region', { context, region, otherRegion });
    new SavedQueries(this, 'Queries', {
      deployment: config.name,
      names: context.names,
      queries: [...REGION_QUERIES, ...GENERAL_QUERIES],
      accessLogGroupName,
    });
  }
}

/**
 * The dashboards of the whole shop. Dashboards belong to the account, not to a Region (CloudWatch API reference,
 * "PutDashboard"), so they are made once, beside the edge.
 */
export class ShopView extends Construct {
  constructor(scope: Construct, id: string, config: HoldfastConfig) {
    super(scope, id);
    const context = dashboardContext(config);
    new BusinessDashboard(this, 'Business', context);
    new RegionsDashboard(this, 'Regions', context);
  }
}
