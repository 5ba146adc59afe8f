import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { type KeyValueStore } from 'aws-cdk-lib/aws-cloudfront';
import { type Construct } from 'constructs';
import { type HoldfastConfig } from './config/schema';
import { type ApiEndpoint, apiOrigin } from './edge/api-origins';
import { securityHeaders } from './edge/security-headers';
import { ShopDistribution } from './edge/shop-distribution';
import { acknowledgeBucketPolicies, StorefrontOrigins } from './edge/storefront-origins';
import { ViewerFunctions } from './edge/viewer-functions';
import { namesOf } from './names';
import { ShopWebAcl } from './web-acl/shop-web-acl';

/** What the Edge stack is made from. */
export interface EdgeStackProps extends StackProps {
  readonly config: HoldfastConfig;
  /** Where the Regions' APIs are, the primary one first. */
  readonly apis: readonly [ApiEndpoint, ApiEndpoint];
}

/**
 * The shop's one address: CloudFront with the storefront and, behind a function that picks a healthy Region, the API.
 * It must stand in us-east-1, where CloudFront's web ACLs and certificates are.
 */
export class EdgeStack extends Stack {
  /** The routing data, one entry for each Region; the probes write it. */
  readonly routingStore: KeyValueStore;

  constructor(scope: Construct, id: string, props: EdgeStackProps) {
    super(scope, id, props);
    const { config, apis } = props;
    const names = namesOf(config);
    const functions = new ViewerFunctions(this, 'Functions', {
      names,
      regions: config.regions,
      byDns: false,
    });
    const { webAclArn } = new ShopWebAcl(this, 'WebAcl', {
      name: names.webAcl,
      scope: 'CLOUDFRONT',
      description: 'All calls of the shop that come through CloudFront',
      rates: config.edge,
    });
    const { distribution } = new ShopDistribution(this, 'Shop', {
      name: config.name,
      storefront: new StorefrontOrigins(this, 'Storefront', { names, regions: config.regions }).group,
      apis: [apiOrigin(apis[0], names), apiOrigin(apis[1], names)],
      functions,
      headers: securityHeaders(this, 'Headers'),
      webAclArn,
    });
    acknowledgeBucketPolicies(this);
    this.routingStore = functions.routingStore;
    new CfnOutput(this, 'ShopUrl', {
      value: `https://${distribution.distributionDomainName}`,
      description: 'Address of the shop',
    });
    new CfnOutput(this, 'RoutingStoreArn', {
      value: this.routingStore.keyValueStoreArn,
      description: 'Key-value store that says which Regions take requests',
    });
  }
}
