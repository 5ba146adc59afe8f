import { Match, type Template } from 'aws-cdk-lib/assertions';
import { configuration, synthesize, WITH_DOMAIN } from './synthesized';

const DEPLOYMENT = 'Custom::CDKBucketDeployment';

let region: Template;

beforeAll(() => {
  const [, second] = synthesize().regions;
  if (second === undefined) throw new Error('the deployment has one Region');
  region = second;
});

test('each Region has a private copy of the storefront, read by CloudFront alone', () => {
  const bucket = region.findResources('AWS::S3::Bucket', {
    Properties: {
      BucketName: { 'Fn::Join': ['', ['holdfast-storefront-', { Ref: 'AWS::AccountId' }, '-us-west-2']] },
    },
  });
  const [name] = Object.keys(bucket);
  region.hasResourceProperties('AWS::S3::BucketPolicy', {
    Bucket: { Ref: name },
    PolicyDocument: {
      Statement: Match.arrayWith([
        {
          Effect: 'Allow',
          Principal: { Service: 'cloudfront.amazonaws.com' },
          Action: 's3:GetObject',
          Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [name, 'Arn'] }, '/*']] },
          Condition: {
            ArnLike: {
              'AWS:SourceArn': {
                'Fn::Join': ['', ['arn:aws:cloudfront::', { Ref: 'AWS::AccountId' }, ':distribution/*']],
              },
            },
          },
        },
      ]),
    },
  });
});

test('files with a hash in their names are kept for ever, the page that names them is asked for anew', () => {
  region.hasResourceProperties(DEPLOYMENT, {
    Include: ['assets/*'],
    Exclude: ['*'],
    Prune: false,
    SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
  });
  region.hasResourceProperties(DEPLOYMENT, {
    Include: Match.absent(),
    Exclude: ['assets/*'],
    Prune: false,
    SystemMetadata: { 'cache-control': 'no-cache' },
  });
});

test('the page comes after the files that it names', () => {
  const deployments = Object.entries(region.findResources(DEPLOYMENT));
  const [assets] = deployments.find(([, { Properties }]) => 'Include' in (Properties as object)) ?? [];
  const [, page] = deployments.find(([, { Properties }]) => !('Include' in (Properties as object))) ?? [];
  expect(page?.['DependsOn']).toContain(assets);
});

test('with a domain, the API of each Region has the same name of its own, with TLS 1.2 at least', () => {
  for (const template of synthesize(configuration(WITH_DOMAIN)).regions) {
    template.hasResourceProperties('AWS::ApiGateway::DomainName', {
      DomainName: 'api.shop.example.com',
      EndpointConfiguration: { Types: ['REGIONAL'] },
      SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09',
    });
    template.hasResourceProperties('AWS::CertificateManager::Certificate', {
      DomainName: 'api.shop.example.com',
      DomainValidationOptions: [{ HostedZoneId: WITH_DOMAIN.hostedZoneId }],
    });
    template.resourceCountIs('AWS::ApiGateway::BasePathMapping', 1);
  }
});
