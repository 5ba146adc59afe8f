import { Match, type Template } from 'aws-cdk-lib/assertions';
import { CONTENT_SECURITY_POLICY } from '../../../lib/edge/security-headers';
import { configuration, parsed, synthesize, synthesizeAnew, WITH_DOMAIN } from '../synthesized';

const DISTRIBUTION = 'AWS::CloudFront::Distribution';
const EDGE_SECRET = '{{resolve:secretsmanager:holdfast/edge:SecretString:header::}}';

let edge: Template;
let named: Template;

beforeAll(() => {
  edge = synthesize().edge;
  named = synthesize(configuration(WITH_DOMAIN)).edge;
});

interface Behavior {
  readonly PathPattern?: string;
  readonly TargetOriginId: string;
  readonly AllowedMethods: readonly string[];
  readonly CachePolicyId: string;
  readonly OriginRequestPolicyId?: string;
  readonly ViewerProtocolPolicy: string;
  readonly FunctionAssociations: readonly { readonly FunctionARN: { 'Fn::GetAtt': readonly string[] } }[];
}

interface Origin {
  readonly Id: string;
  readonly DomainName: unknown;
  readonly OriginPath?: string;
  readonly ConnectionAttempts?: number;
  readonly CustomOriginConfig?: Readonly<Record<string, unknown>>;
}

interface OriginGroup {
  readonly Id: string;
  readonly Members: { readonly Items: readonly { readonly OriginId: string }[] };
  readonly FailoverCriteria: { readonly StatusCodes: { readonly Items: readonly number[] } };
}

interface Config {
  readonly DefaultCacheBehavior: Behavior;
  readonly CacheBehaviors: readonly Behavior[];
  readonly Origins: readonly Origin[];
  readonly OriginGroups: { readonly Items: readonly OriginGroup[] };
  readonly [property: string]: unknown;
}

function configOf(template: Template): Config {
  const [distribution] = Object.values(template.findResources(DISTRIBUTION));
  const { DistributionConfig } = (distribution as { Properties: { DistributionConfig: Config } }).Properties;
  return DistributionConfig;
}

const EVERY_METHOD = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

describe('the storefront', () => {
  test('comes from either Region’s bucket, which only CloudFront may read', () => {
    const { DefaultCacheBehavior, OriginGroups, Origins } = configOf(edge);
    expect(OriginGroups.Items.find(({ Id }) => Id === DefaultCacheBehavior.TargetOriginId)).toMatchObject({
      Members: {
        Quantity: 2,
        Items: [{ OriginId: 'storefront-us-east-1' }, { OriginId: 'storefront-us-west-2' }],
      },
      FailoverCriteria: { StatusCodes: { Quantity: 6, Items: [403, 404, 500, 502, 503, 504] } },
    });
    expect(Origins.find(({ Id }) => Id === 'storefront-us-west-2')).toMatchObject({
      ConnectionAttempts: 1,
      ConnectionTimeout: 2,
      S3OriginConfig: { OriginAccessIdentity: '', OriginReadTimeout: 5 },
      OriginAccessControlId: { 'Fn::GetAtt': [expect.stringContaining('AccessControl'), 'Id'] },
    });
    edge.hasResourceProperties('AWS::CloudFront::OriginAccessControl', {
      OriginAccessControlConfig: { SigningBehavior: 'always', SigningProtocol: 'sigv4' },
    });
  });

  test('is read only, compressed, and redirected to TLS', () => {
    expect(configOf(edge).DefaultCacheBehavior).toMatchObject({
      AllowedMethods: ['GET', 'HEAD'],
      Compress: true,
      ViewerProtocolPolicy: 'redirect-to-https',
    });
  });
});

describe('the API', () => {
  /** Amazon's managed policies (CloudFront developer guide, "Use managed cache policies" and origin request policies). */
  const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
  const ALL_VIEWER_EXCEPT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

  test('is reached below /v1 and /health, with every header, uncached, over TLS only', () => {
    const { CacheBehaviors } = configOf(edge);
    expect(CacheBehaviors.map(({ PathPattern }) => PathPattern)).toEqual(['/v1/*', '/health', '/health/*']);
    for (const behavior of CacheBehaviors) {
      expect(behavior).toMatchObject({
        CachePolicyId: CACHING_DISABLED,
        OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST,
        ViewerProtocolPolicy: 'https-only',
        FunctionAssociations: [
          {
            EventType: 'viewer-request',
            FunctionARN: { 'Fn::GetAtt': [expect.stringContaining('RouteApi'), 'FunctionARN'] },
          },
        ],
      });
    }
  });

  test('takes every method below /v1, where no group of origins may stand', () => {
    for (const template of [edge, named]) {
      const { CacheBehaviors, DefaultCacheBehavior, OriginGroups } = configOf(template);
      const groups = OriginGroups.Items.map(({ Id }) => Id);
      const [calls, ...health] = CacheBehaviors;
      expect([...(calls?.AllowedMethods ?? [])].sort()).toEqual(EVERY_METHOD);
      expect(groups).not.toContain(calls?.TargetOriginId);
      // "AllowedMethods cannot include POST, PUT, PATCH, or DELETE for a cached behavior associated with an origin group"
      for (const behavior of [DefaultCacheBehavior, ...health]) {
        expect(groups).toContain(behavior.TargetOriginId);
        expect(behavior.AllowedMethods).toEqual(['GET', 'HEAD']);
      }
    }
  });

  const originOf = (template: Template, id: string) => configOf(template).Origins.find(({ Id }) => Id === id);

  test.each(['us-east-1', 'us-west-2'])(
    'has an origin in %s: 4 s for a connection, then as long as API Gateway takes',
    (region) => {
      expect(originOf(edge, `api-${region}`)).toEqual({
        Id: `api-${region}`,
        DomainName: {
          'Fn::Join': ['', [expect.anything(), `.execute-api.${region}.`, { Ref: 'AWS::URLSuffix' }]],
        },
        OriginPath: '/prod',
        ConnectionAttempts: 1,
        ConnectionTimeout: 4,
        CustomOriginConfig: {
          OriginProtocolPolicy: 'https-only',
          OriginReadTimeout: 30,
          OriginSSLProtocols: ['TLSv1.2'],
        },
        OriginCustomHeaders: [{ HeaderName: 'x-holdfast-edge', HeaderValue: EDGE_SECRET }],
      });
    },
  );

  test.each(['us-east-1', 'us-west-2'])(
    'in %s has 3 s for a read that the other Region can answer too',
    (region) => {
      for (const template of [edge, named]) {
        const api = originOf(template, `api-${region}`);
        expect(originOf(template, `api-read-${region}`)).toEqual({
          ...api,
          Id: `api-read-${region}`,
          ConnectionTimeout: 2,
          CustomOriginConfig: { ...api?.CustomOriginConfig, OriginReadTimeout: 3 },
        });
      }
    },
  );

  test('never waits twice for one origin: attempts count for answers that do not come, too', () => {
    for (const template of [edge, named])
      for (const origin of configOf(template).Origins) expect(origin.ConnectionAttempts).toBe(1);
  });

  test('keeps no error, and has no error pages: they would replace its own 404 and 503', () => {
    // All codes whose time can be set, 416 apart (CloudFront developer guide, "Custom error pages and error caching").
    const statuses = [400, 403, 404, 405, 414, 500, 501, 502, 503, 504];
    for (const template of [edge, named])
      expect(configOf(template)['CustomErrorResponses']).toEqual(
        statuses.map((ErrorCode) => ({ ErrorCode, ErrorCachingMinTTL: 0 })),
      );
  });
});

test('all answers carry the security headers, and no inline script may run', () => {
  const { CacheBehaviors, DefaultCacheBehavior } = configOf(edge);
  const [policy] = Object.keys(edge.findResources('AWS::CloudFront::ResponseHeadersPolicy'));
  for (const behavior of [DefaultCacheBehavior, ...CacheBehaviors])
    expect(behavior).toMatchObject({ ResponseHeadersPolicyId: { Ref: policy } });
  edge.hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
    ResponseHeadersPolicyConfig: {
      SecurityHeadersConfig: {
        ContentSecurityPolicy: { ContentSecurityPolicy: CONTENT_SECURITY_POLICY, Override: true },
        ContentTypeOptions: { Override: true },
        ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: true },
        StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, Override: true },
      },
      CustomHeadersConfig: { Items: [Match.objectLike({ Header: 'Permissions-Policy' })] },
    },
  });
  expect(CONTENT_SECURITY_POLICY).toMatch(/^default-src 'none'; script-src 'self';/);
  expect(CONTENT_SECURITY_POLICY).not.toContain('unsafe');
});

test('the routing function reads the store that the probes write, which is an output', () => {
  const [store] = Object.keys(
    edge.findResources('AWS::CloudFront::KeyValueStore', { Properties: { Name: 'holdfast-routing' } }),
  );
  const arn = { 'Fn::GetAtt': [store, 'Arn'] };
  edge.hasResourceProperties('AWS::CloudFront::Function', {
    Name: Match.stringLikeRegexp('^holdfast-route-api-[0-9a-f]{8}$'),
    FunctionConfig: { Runtime: 'cloudfront-js-2.0', KeyValueStoreAssociations: [{ KeyValueStoreARN: arn }] },
    FunctionCode: Match.stringLikeRegexp('const REGIONS = \\["us-east-1","us-west-2"\\];'),
  });
  edge.hasOutput('RoutingStoreArn', { Value: arn });
});

test('new code of the routing function is a new function, which takes effect together with its origins', () => {
  const routeApi = (template: Template) =>
    Object.entries(template.findResources('AWS::CloudFront::Function')).flatMap(
      ([logicalId, { Properties }]) => {
        const { Name } = Properties as { Name: string };
        return Name.includes('route-api') ? [logicalId, Name] : [];
      },
    );
  // The code with a domain names an origin that the distribution without one lacks.
  const [before, after] = [routeApi(edge), routeApi(named)];
  expect([before.length, after.length]).toEqual([2, 2]);
  expect(before.filter((each) => after.includes(each))).toEqual([]);
  expect(routeApi(parsed(synthesizeAnew(configuration())).edge)).toEqual(before);
});

test('CloudFront’s name is the address, without a domain', () => {
  edge.hasOutput('ShopUrl', { Value: { 'Fn::Join': ['', ['https://', Match.anyValue()]] } });
  expect(configOf(edge)).not.toHaveProperty('Aliases');
  edge.resourcePropertiesCountIs('AWS::Route53::RecordSet', {}, 0);
});

describe('with a domain', () => {
  test('CloudFront answers under it, with TLS 1.2 at least', () => {
    named.hasResourceProperties(DISTRIBUTION, {
      DistributionConfig: {
        Aliases: ['shop.example.com'],
        ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2025', SslSupportMethod: 'sni-only' },
      },
    });
    named.hasResourceProperties('AWS::CertificateManager::Certificate', { DomainName: 'shop.example.com' });
    for (const Type of ['A', 'AAAA'])
      named.hasResourceProperties('AWS::Route53::RecordSet', {
        Name: 'shop.example.com.',
        Type,
        HostedZoneId: WITH_DOMAIN.hostedZoneId,
      });
    named.hasOutput('ShopUrl', { Value: 'https://shop.example.com' });
  });

  test('the API is where Route 53 says, by latency and by the deep health check of each Region', () => {
    for (const region of ['us-east-1', 'us-west-2']) {
      const [check] = Object.keys(
        named.findResources('AWS::Route53::HealthCheck', {
          Properties: {
            HealthCheckConfig: {
              Type: 'HTTPS',
              ResourcePath: '/prod/health',
              RequestInterval: 10,
              FailureThreshold: 3,
              FullyQualifiedDomainName: { 'Fn::Join': ['', Match.arrayWith([`.execute-api.${region}.`])] },
            },
          },
        }),
      );
      named.hasResourceProperties('AWS::Route53::RecordSet', {
        Name: 'api.shop.example.com.',
        Type: 'A',
        Region: region,
        SetIdentifier: region,
        HealthCheckId: { Ref: check },
      });
    }
  });

  test('the function may still pick either Region by itself', () => {
    const origins = configOf(named).Origins.map(({ Id }) => Id);
    expect(origins.filter((id) => id.startsWith('api')).sort()).toEqual([
      'api',
      'api-read-us-east-1',
      'api-read-us-west-2',
      'api-us-east-1',
      'api-us-west-2',
    ]);
    expect(configOf(named).Origins.find(({ Id }) => Id === 'api')).toMatchObject({
      DomainName: 'api.shop.example.com',
    });
    named.hasResourceProperties('AWS::CloudFront::Function', {
      FunctionCode: Match.stringLikeRegexp('const BY_DNS = true;'),
    });
  });
});
