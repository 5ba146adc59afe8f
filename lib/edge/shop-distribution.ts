import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  HttpVersion,
  type IOrigin,
  type IResponseHeadersPolicyRef,
  OriginRequestPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { type DistributionName } from './shop-domain';
import { type ViewerFunctions } from './viewer-functions';

/** What the distribution serves, and how. */
export interface ShopDistributionProps {
  readonly name: string;
  readonly storefront: IOrigin;
  /** The API's origins, each under its id; the first one is the one that most calls name. */
  readonly apis: readonly [IOrigin, ...IOrigin[]];
  readonly functions: ViewerFunctions;
  readonly headers: IResponseHeadersPolicyRef;
  readonly webAclArn: string;
  /** @default CloudFront's own host name */
  readonly hostName?: DistributionName | undefined;
}

/** Paths that go to the API; all others are the storefront's. */
const API_PATHS = ['/v1/*', '/health', '/health/*'] as const;

/**
 * The shop's one address. No error pages: they hold for the whole distribution and would replace the API's own
 * answers; the storefront shows by itself that the shop is closed.
 */
export class ShopDistribution extends Construct {
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, props: ShopDistributionProps) {
    super(scope, id);
    this.distribution = new Distribution(this, 'Distribution', {
      comment: `${props.name}: storefront and API`,
      httpVersion: HttpVersion.HTTP2_AND_3,
      webAclId: props.webAclArn,
      defaultBehavior: storefrontBehavior(props),
      additionalBehaviors: apiBehaviors(props),
      ...props.hostName,
    });
  }
}

function storefrontBehavior({ storefront, functions, headers }: ShopDistributionProps): BehaviorOptions {
  return {
    origin: storefront,
    allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
    cachePolicy: CachePolicy.CACHING_OPTIMIZED,
    compress: true,
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    functionAssociations: [functions.storefront],
    responseHeadersPolicy: headers,
  };
}

/**
 * The function picks the origin of every call, so that it does not matter which one a behaviour names. Each is named
 * by one, for a distribution has only the origins that behaviours name.
 */
function apiBehaviors({ apis, functions, headers }: ShopDistributionProps): Record<string, BehaviorOptions> {
  if (apis.length > API_PATHS.length) throw new Error('There are more API origins than paths that name them');
  const behaviors = API_PATHS.map((path, index) => [
    path,
    {
      origin: apis[index] ?? apis[0],
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      // Not redirected: the first, plain request would have shown the order to everybody on the way.
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      compress: false,
      functionAssociations: [functions.routeApi],
      responseHeadersPolicy: headers,
    },
  ]);
  return Object.fromEntries(behaviors) as Record<string, BehaviorOptions>;
}
