import { Duration, type Stack } from 'aws-cdk-lib';
import { MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import {
  AllowedMethods,
  Distribution,
  type DistributionProps,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { guardedEdge } from '../../../lib/policies/guarded-edge';
import { breaches } from './breaches';

const WEB_ACL = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/shop/1';
const ERROR_PAGES = [{ httpStatus: 404, responsePagePath: '/index.html' }];

/** What keeps CloudFront from keeping errors. */
const NOT_KEPT = [400, 403, 404, 405, 414, 500, 501, 502, 503, 504].map((httpStatus) => ({
  httpStatus,
  ttl: Duration.seconds(0),
}));

function addDistribution(
  stack: Stack,
  props: Partial<DistributionProps>,
  allowedMethods?: AllowedMethods,
): void {
  const origin = new HttpOrigin('api.example.com');
  new Distribution(stack, 'Distribution', {
    defaultBehavior: { origin },
    additionalBehaviors: { '/v1/*': { origin, ...(allowedMethods && { allowedMethods }) } },
    ...props,
  });
}

function addApi(stack: Stack): RestApi {
  const api = new RestApi(stack, 'Api');
  api.root.addMethod('GET', new MockIntegration());
  return api;
}

test('a distribution without a web ACL is refused', () => {
  expect(breaches(guardedEdge, (stack) => addDistribution(stack, {}))).toEqual([
    'Properties.DistributionConfig.WebACLId: has no web ACL',
  ]);
});

test.each(['responsePagePath', 'responseHttpStatus'])(
  'error pages (%s) are refused where orders are taken',
  (property) => {
    const page = { responsePagePath: '/index.html', responseHttpStatus: 200 };
    const [first, ...others] = NOT_KEPT;
    const errorResponses = [
      { httpStatus: 400, ...first, [property]: page[property as keyof typeof page] },
      ...others,
    ];
    const found = breaches(guardedEdge, (stack) =>
      addDistribution(stack, { webAclId: WEB_ACL, errorResponses }, AllowedMethods.ALLOW_ALL),
    );
    expect(found).toEqual([
      'Properties.DistributionConfig.CustomErrorResponses: has error pages, which would replace the answers of the API',
    ]);
  },
);

test.each([
  ['says nothing of', NOT_KEPT.filter(({ httpStatus }) => httpStatus !== 503)],
  [
    'keeps for a second',
    NOT_KEPT.map((entry) => (entry.httpStatus === 503 ? { ...entry, ttl: Duration.seconds(1) } : entry)),
  ],
])('a distribution that takes orders and %s an error is refused', (_, errorResponses) => {
  const found = breaches(guardedEdge, (stack) =>
    addDistribution(stack, { webAclId: WEB_ACL, errorResponses }, AllowedMethods.ALLOW_ALL),
  );
  expect(found).toEqual([
    'Properties.DistributionConfig.CustomErrorResponses: keeps 503, and would answer with it what a Region could',
  ]);
});

test('error pages pass where nothing but pages is served', () => {
  const found = breaches(guardedEdge, (stack) =>
    addDistribution(stack, { webAclId: WEB_ACL, errorResponses: ERROR_PAGES }),
  );
  expect(found).toEqual([]);
});

test('plain HTTP is refused', () => {
  const found = breaches(guardedEdge, (stack) =>
    addDistribution(stack, {
      webAclId: WEB_ACL,
      defaultBehavior: {
        origin: new HttpOrigin('shop.example.com'),
        viewerProtocolPolicy: ViewerProtocolPolicy.ALLOW_ALL,
      },
    }),
  );
  expect(found).toEqual(['Properties.DistributionConfig.DefaultCacheBehavior: is served without TLS']);
});

test('an API stage without a web ACL is refused', () => {
  expect(breaches(guardedEdge, addApi)).toEqual([
    'Properties: has no web ACL: callers who go round the edge would meet no limit',
  ]);
});

test('a guarded stage and a guarded distribution pass', () => {
  const found = breaches(guardedEdge, (stack) => {
    addDistribution(stack, { webAclId: WEB_ACL, errorResponses: NOT_KEPT }, AllowedMethods.ALLOW_ALL);
    const { stageArn } = addApi(stack).deploymentStage;
    new CfnWebACLAssociation(stack, 'Association', { resourceArn: stageArn, webAclArn: WEB_ACL });
  });
  expect(found).toEqual([]);
});
