import { BucketPolicies } from '../../../local/s3/bucket-policies';
import { resource } from '../iam/support';

const CLOUDFRONT = {
  service: 'cloudfront.amazonaws.com',
  sourceArn: 'arn:aws:cloudfront::0:distribution/E1',
};
const OBJECT = 'arn:aws:s3:::site/index.html';

function policies(...Statement: readonly object[]): BucketPolicies {
  const resources = [resource('AWS::S3::BucketPolicy', 'Policy', { PolicyDocument: { Statement } })];
  return new BucketPolicies({ region: 'us-east-1', accountId: '0', assetDirectory: () => '', resources });
}

const allow = (changes: object = {}) => ({
  Effect: 'Allow',
  Principal: { Service: 'cloudfront.amazonaws.com' },
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::site/*',
  Condition: { ArnLike: { 'AWS:SourceArn': 'arn:aws:cloudfront::0:distribution/*' } },
  ...changes,
});
const denyPlainHttp = {
  Effect: 'Deny',
  Principal: { AWS: '*' },
  Action: 's3:*',
  Resource: ['arn:aws:s3:::site', 'arn:aws:s3:::site/*'],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

test.each<[string, object[], boolean]>([
  ['a statement for the service, and none about plain HTTP', [denyPlainHttp, allow()], true],
  ['no statement', [], false],
  ['another service', [allow({ Principal: { Service: 'logs.amazonaws.com' } })], false],
  ['another action', [allow({ Action: ['s3:PutObject'] })], false],
  ['another bucket', [allow({ Resource: 'arn:aws:s3:::other/*' })], false],
  ['another distribution', [allow({ Condition: { StringEquals: { 'aws:SourceArn': 'arn:other' } } })], false],
  ['an explicit deny', [allow(), allow({ Effect: 'Deny', Condition: {} })], false],
])('%s', (_, statements, expected) => {
  expect(policies(...statements).allow(CLOUDFRONT, 's3:GetObject', OBJECT)).toBe(expected);
});

test('a condition that is not known here ends the start', () => {
  const odd = allow({ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } });
  expect(() => policies(odd)).toThrow(/resource Policy.*IpAddress/s);
});
