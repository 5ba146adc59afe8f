import { type RegionTemplate, type Resource } from '../../../local/types';
import { resource } from '../iam/support';

export const STORE_ARN =
  'arn:aws:cloudfront::000000000000:key-value-store/0a1b2c3d-0000-0000-0000-000000000000';
export const BUCKETS = ['site-east', 'site-west'] as const;

/** Refuses /v1/refused, fails at /v1/broken, and picks by the store's key `pick`: an origin's id, or `group`. */
const ROUTE = `import cf from 'cloudfront';
let calls = 0;
async function handler(event) {
  calls += 1;
  const { request } = event;
  if (request.uri === '/v1/refused')
    return { statusCode: 403, headers: { 'x-region': { value: 'edge' } }, body: 'no' };
  if (request.uri === '/v1/broken') throw new Error('broken');
  if (request.uri === '/v1/event') return { statusCode: 200, body: JSON.stringify(event) };
  if (request.uri === '/v1/calls') return { statusCode: 200, body: String(calls) };
  const pick = await cf.kvs().get('pick');
  if (pick === 'group')
    cf.createRequestOriginGroup({
      originIds: [{ originId: 'api-us-east-1' }, { originId: 'api-us-west-2' }],
      failoverCriteria: { statusCodes: [502, 503, 504] },
    });
  else cf.selectRequestOriginById(pick);
  request.headers['x-shopper-id'] = { value: 'ann' };
  return request;
}`;

const SITE = `function handler(event) {
  if (!event.request.uri.includes('.')) event.request.uri = '/index.html';
  return event.request;
}`;

/** A function of the distribution, by its name. */
export function edgeFunction(name: string, code: string): Resource {
  const properties = {
    Name: name,
    FunctionCode: code,
    FunctionConfig: {
      Runtime: 'cloudfront-js-2.0',
      KeyValueStoreAssociations: [{ KeyValueStoreARN: STORE_ARN }],
    },
  };
  return resource('AWS::CloudFront::Function', name, properties, { arn: `arn:function/${name}` });
}

const onRequest = (name: string) => ({
  FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: `arn:function/${name}` }],
});

const apiOrigin = (region: string) => ({
  Id: `api-${region}`,
  DomainName: `abc123.execute-api.${region}.amazonaws.com`,
  OriginPath: '/prod',
  ConnectionAttempts: 2,
  CustomOriginConfig: { OriginProtocolPolicy: 'https-only' },
  OriginCustomHeaders: [{ HeaderName: 'X-Edge', HeaderValue: 'secret' }],
});

const siteOrigin = (region: string, bucket: string) => ({
  Id: `site-${region}`,
  DomainName: `${bucket}.s3.${region}.amazonaws.com`,
  OriginAccessControlId: 'oac',
  S3OriginConfig: { OriginAccessIdentity: '' },
});

/** What a distribution of the shop's shape is configured with. */
export const CONFIG = {
  Enabled: true,
  Origins: [
    siteOrigin('us-east-1', BUCKETS[0]),
    siteOrigin('us-west-2', BUCKETS[1]),
    apiOrigin('us-east-1'),
    apiOrigin('us-west-2'),
  ],
  OriginGroups: {
    Items: [
      {
        Id: 'site',
        FailoverCriteria: { StatusCodes: { Items: [403, 500, 502, 503, 504] } },
        Members: { Items: [{ OriginId: 'site-us-east-1' }, { OriginId: 'site-us-west-2' }] },
      },
    ],
  },
  DefaultCacheBehavior: {
    TargetOriginId: 'site',
    CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
    ViewerProtocolPolicy: 'redirect-to-https',
    ResponseHeadersPolicyId: 'headers',
    ...onRequest('site'),
  },
  CacheBehaviors: [
    {
      PathPattern: '/v1/*',
      TargetOriginId: 'api-us-east-1',
      AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
      ViewerProtocolPolicy: 'https-only',
      ...onRequest('route'),
    },
  ],
};

/** One whose first API gets a second to answer; the others have CloudFront's time-outs, however slow the machine. */
export const IMPATIENT = {
  ...CONFIG,
  Origins: CONFIG.Origins.map((origin) =>
    origin.Id === 'api-us-east-1'
      ? { ...origin, CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginReadTimeout: 1 } }
      : origin,
  ),
};

const HEADERS = {
  ResponseHeadersPolicyConfig: {
    Name: 'headers',
    SecurityHeadersConfig: {
      ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'none'", Override: true },
      StrictTransportSecurity: { AccessControlMaxAgeSec: 60, IncludeSubdomains: true, Override: true },
    },
    CustomHeadersConfig: { Items: [{ Header: 'Cache-Control', Value: 'no-store', Override: false }] },
  },
};

/** A region whose stacks have the distribution; `others` take the place of what has the same name. */
export function templateWith(config: object = CONFIG, ...others: readonly Resource[]): RegionTemplate {
  const resources = [
    resource('AWS::CloudFront::Distribution', 'shop', { DistributionConfig: config }, { arn: 'arn:shop' }),
    resource('AWS::CloudFront::ResponseHeadersPolicy', 'headers', HEADERS),
    edgeFunction('route', ROUTE),
    edgeFunction('site', SITE),
  ];
  const names = others.map(({ ref }) => ref);
  return {
    region: 'us-east-1',
    accountId: '000000000000',
    assetDirectory: () => '',
    resources: [...resources.filter(({ ref }) => !names.includes(ref)), ...others],
  };
}
