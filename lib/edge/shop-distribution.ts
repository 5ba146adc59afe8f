import { Duration } from 'aws-cdk-lib';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  type ErrorResponse,
  HttpVersion,
  type IOrigin,
  type IResponseHeadersPolicyRef,
  OriginRequestPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { type ApiOrigins } from './api-origins';
import { type DistributionName } from './shop-domain';
import { type ViewerFunctions } from './viewer-functions';

/** What the distribution serves, and how. */
export interface ShopDistributionProps {
  readonly name: string;
  readonly storefront: IOrigin;
  readonly apis: ApiOrigins;
  readonly functions: ViewerFunctions;
  readonly headers: IResponseHeadersPolicyRef;
  readonly webAclArn: string;
  /** @default CloudFront's own host name */
  readonly hostName?: DistributionName | undefined;
}

/**
 * Errors that CloudFront would keep for 10 s and give to everybody who asks for the same path, whatever the origin says
 * of caching, and whichever Region the function picks meanwhile (developer guide, "Control how long CloudFront caches
 * errors"). These are all whose time can be set, but 416, which is never kept.
 */
const ERROR_STATUSES = [400, 403, 404, 405, 414, 500, 501, 502, 503, 504];

/** Without a page, which would replace the API's own answers: an entry then says how long an error is kept only. */
const KEEP_NO_ERRORS: ErrorResponse[] = ERROR_STATUSES.map((httpStatus) => ({
  httpStatus,
  ttl: Duration.seconds(0),
}));

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
      errorResponses: KEEP_NO_ERRORS,
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
 * Paths that go to the API; all others are the storefront's. The function picks the origin of every call, so that it
 * does not matter which one a behaviour names. Each origin is named by one, for a distribution has only those that
 * behaviours name; groups stand where nothing is written, since CloudFront refuses them elsewhere.
 */
function apiBehaviors(props: ShopDistributionProps): Record<string, BehaviorOptions> {
  const { calls, reads } = props.apis;
  return {
    '/v1/*': apiBehavior(props, calls, AllowedMethods.ALLOW_ALL),
    '/health': apiBehavior(props, reads[0], AllowedMethods.ALLOW_GET_HEAD),
    '/health/*': apiBehavior(props, reads[1], AllowedMethods.ALLOW_GET_HEAD),
  };
}

function apiBehavior(
  { functions, headers }: ShopDistributionProps,
  origin: IOrigin,
  allowedMethods: AllowedMethods,
): BehaviorOptions {
  return {
    origin,
    allowedMethods,
    cachePolicy: CachePolicy.CACHING_DISABLED,
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    // Not redirected: the first, plain request would have shown the order to everybody on the way.
    viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    compress: false,
    functionAssociations: [functions.routeApi],
    responseHeadersPolicy: headers,
  };
}
