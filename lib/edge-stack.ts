import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { type KeyValueStore } from 'aws-cdk-lib/aws-cloudfront';
import { type Construct } from 'constructs';
import { EdgeAlarms } from './alarms/edge-alarms';
import { shopDomainOf } from './config/domain';
import { type HoldfastConfig } from './config/schema';
import { ShopView } from './dashboards/views';
import { type ApiEndpoint, apiOrigins } from './edge/api-origins';
import { securityHeaders } from './edge/security-headers';
import { ShopDistribution } from './edge/shop-distribution';
import { ShopDomainName } from './edge/shop-domain';
import { acknowledgeBucketPolicies, StorefrontOrigins } from './edge/storefront-origins';
import { ViewerFunctions } from './edge/viewer-functions';
import { type Names, namesOf } from './names';
import { ShopWebAcl } from './web-acl/shop-web-acl';

/** What the Edge stack is made from. */
export interface EdgeStackProps extends StackProps {
  readonly config: HoldfastConfig;
  /** Where the Regions' APIs are, the primary one first. */
  readonly apis: readonly [ApiEndpoint, ApiEndpoint];
}

/**
 * The shop's one address: CloudFront with the storefront and, behind a function that picks a healthy Region, the API.
 * It must stand in us-east-1, where CloudFront's web ACLs and certificates are. Beside it are the dashboards of the whole shop.
 */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, props: EdgeStackProps) {
    super(scope, id, props);
    const { config } = props;
    const names = namesOf(config);
    const domain = shopDomainOf(config);
    const hostName = domain && new ShopDomainName(this, 'Domain', { domain, apis: props.apis });
    const functions = new ViewerFunctions(this, 'Functions', {
      names,
      regions: config.regions,
      byDns: domain !== undefined,
    });
    const { distribution } = new ShopDistribution(this, 'Shop', {
      name: config.name,
      storefront: new StorefrontOrigins(this, 'Storefront', { names, regions: config.regions }).group,
      apis: apiOrigins(props.apis, domain?.api, names),
      functions,
      headers: securityHeaders(this, 'Headers'),
      webAclArn: this.webAcl(config, names),
      hostName: hostName?.settings,
    });
    hostName?.leadTo(distribution);
    acknowledgeBucketPolicies(this);
    new ShopView(this, 'View', config);
    new EdgeAlarms(this, 'Alarms', { config, distributionId: distribution.distributionId });
    this.addOutputs(domain?.shop ?? distribution.distributionDomainName, functions.routingStore);
  }

  private webAcl(config: HoldfastConfig, names: Names): string {
    return new ShopWebAcl(this, 'WebAcl', {
      name: names.webAcl,
      scope: 'CLOUDFRONT',
      description: 'All calls of the shop that come through CloudFront',
      rates: config.edge,
    }).webAclArn;
  }

  private addOutputs(hostName: string, routingStore: KeyValueStore): void {
    new CfnOutput(this, 'ShopUrl', { value: `https://${hostName}`, description: 'Address of the shop' });
    new CfnOutput(this, 'RoutingStoreArn', {
      value: routingStore.keyValueStoreArn,
      description: 'Key-value store that says which Regions take requests',
    });
  }
}
