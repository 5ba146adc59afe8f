import { Duration } from 'aws-cdk-lib';
import { type IOrigin, OriginProtocolPolicy, OriginSslPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, type HttpOriginProps, OriginGroup } from 'aws-cdk-lib/aws-cloudfront-origins';
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

/** Identifies the same API for reads that the other Region can answer too; `functions/route-api.js` groups by it. */
export const readOriginId = (region: string): string => `api-read-${region}`;

/** Identifies the origin whose Region Route 53 chooses; `functions/route-api.js` selects it. */
export const DNS_ORIGIN_ID = 'api';

/** Statuses at which a read goes on to the other Region, of the API itself or for what CloudFront met there. */
const READ_FALLBACK_STATUSES = [502, 503, 504];

/**
 * How long CloudFront tries to reach a Region: 4 s, in which TCP knocks three times; a shopper whose Region is gone is
 * told so then. An answer may take as long as API Gateway waits for a function, 29 s. One attempt only: attempts count
 * for answers that do not come as well (developer guide, "Control origin timeouts and attempts"), and a read would
 * wait for twice that long.
 */
const PATIENT = {
  connectionAttempts: 1,
  connectionTimeout: Duration.seconds(4),
  readTimeout: Duration.seconds(30),
};

/**
 * The same where somebody else can be asked: a Region that is silent for 3 s has lost a read to the other one. That is
 * longer than a function takes that was started for it, and leaves a page that gives up after some seconds
 * (web/api/client.ts) time for the other Region's answer.
 */
const IMPATIENT = {
  connectionAttempts: 1,
  connectionTimeout: Duration.seconds(2),
  readTimeout: Duration.seconds(3),
};

/** The API's origins, as the distribution's behaviours name them. */
export interface ApiOrigins {
  /** What takes every method. */
  readonly calls: IOrigin;
  /** For each Region, a group of its API and, where that fails, the other one's. Groups take what is read only. */
  readonly reads: readonly [IOrigin, IOrigin];
}

/**
 * The API of both Regions, each by the address that API Gateway gave it; with a host name whose Region Route 53
 * chooses, calls go there first.
 */
export function apiOrigins(
  [first, second]: readonly [ApiEndpoint, ApiEndpoint],
  apiDomain: string | undefined,
  names: Names,
): ApiOrigins {
  const [here, there] = [apiOrigin(first, names), apiOrigin(second, names)];
  return {
    calls: apiDomain === undefined ? here : dnsOrigin(apiDomain, names),
    reads: [readOrigin(first, there, names), readOrigin(second, here, names)],
  };
}

function apiOrigin(endpoint: ApiEndpoint, names: Names): HttpOrigin {
  return regional(endpoint, names, { ...PATIENT, originId: apiOriginId(endpoint.region) });
}

function readOrigin(endpoint: ApiEndpoint, fallbackOrigin: IOrigin, names: Names): OriginGroup {
  return new OriginGroup({
    primaryOrigin: regional(endpoint, names, { ...IMPATIENT, originId: readOriginId(endpoint.region) }),
    fallbackOrigin,
    fallbackStatusCodes: READ_FALLBACK_STATUSES,
  });
}

function regional({ domainName, stageName }: ApiEndpoint, names: Names, props: HttpOriginProps): HttpOrigin {
  return new HttpOrigin(domainName, { ...common(names), ...props, originPath: `/${stageName}` });
}

/** The API of the Region that Route 53 names, whose custom domain leads to the stage by itself. */
function dnsOrigin(apiDomain: string, names: Names): HttpOrigin {
  return new HttpOrigin(apiDomain, { ...common(names), ...PATIENT, originId: DNS_ORIGIN_ID });
}

const common = (names: Names) => ({
  protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
  originSslProtocols: [OriginSslPolicy.TLS_V1_2],
  customHeaders: { [EDGE_HEADER]: edgeHeaderValue(names) },
});
