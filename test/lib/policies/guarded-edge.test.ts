import { type Stack } from 'aws-cdk-lib';
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

test('error pages are refused where orders are taken', () => {
  const found = breaches(guardedEdge, (stack) =>
    addDistribution(stack, { webAclId: WEB_ACL, errorResponses: ERROR_PAGES }, AllowedMethods.ALLOW_ALL),
  );
  expect(found).toEqual([
    'Properties.DistributionConfig.CustomErrorResponses: has error pages, which would replace the answers of the API',
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
    addDistribution(stack, { webAclId: WEB_ACL }, AllowedMethods.ALLOW_ALL);
    const { stageArn } = addApi(stack).deploymentStage;
    new CfnWebACLAssociation(stack, 'Association', { resourceArn: stageArn, webAclArn: WEB_ACL });
  });
  expect(found).toEqual([]);
});
