import { Duration } from 'aws-cdk-lib';
import { OriginProtocolPolicy, OriginSslPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { type Names } from '../names';
import { type AliasTarget } from '../region/custom-domain';
import { EDGE_HEADER, edgeHeaderValue } from './edge-header';

/** Where the API of one Region is. */
export interface ApiEndpoint {
  readonly region: string;
  /** Host name that API Gateway gave it, and the stage that stands in its paths. */
  readonly domainName: string;
  readonly stageName: string;
  /** What a DNS record of it points to; undefined without a domain. */
  readonly alias: AliasTarget | undefined;
}

/** Identifies a Region's API among the origins; `functions/route-api.js` selects by it. */
export const apiOriginId = (region: string): string => `api-${region}`;

/** Identifies the origin whose Region Route 53 chooses; `functions/route-api.js` selects it. */
export const DNS_ORIGIN_ID = 'api';

/**
 * How long CloudFront tries to reach a Region: 4 s, after which a shopper whose Region is gone is told so, and a read
 * goes on to the other one. API Gateway itself gives up on a function after 29 s.
 */
const CONNECTION = {
  connectionAttempts: 2,
  connectionTimeout: Duration.seconds(2),
  readTimeout: Duration.seconds(30),
};

/** The API of one Region, by the address that API Gateway gave it. */
export function apiOrigin({ region, domainName, stageName }: ApiEndpoint, names: Names): HttpOrigin {
  return new HttpOrigin(domainName, {
    ...common(names),
    originId: apiOriginId(region),
    originPath: `/${stageName}`,
  });
}

/** The API of the Region that Route 53 names, whose custom domain leads to the stage by itself. */
export function dnsOrigin(apiDomain: string, names: Names): HttpOrigin {
  return new HttpOrigin(apiDomain, { ...common(names), originId: DNS_ORIGIN_ID });
}

const common = (names: Names) => ({
  ...CONNECTION,
  protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
  originSslProtocols: [OriginSslPolicy.TLS_V1_2],
  customHeaders: { [EDGE_HEADER]: edgeHeaderValue(names) },
});
