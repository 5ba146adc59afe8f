/**
 * What CloudFormation's `Ref` and `Fn::GetAtt` give for each resource type, from the "Return values"
 * section of its page in the CloudFormation template reference.
 *
 * Patterns: `{name}` physical name, `{id}` and `{uuid}` made-up ids, `{ref}` and `{arn}` the results themselves,
 * `{region}`, `{account}`, `{endpoint}` the region's SQS address, `{Property}` a resolved property.
 */
export interface ResourceType {
  /** Property that holds the physical name; without one, a name is made from stack and logical id. */
  readonly nameProperty?: string;
  readonly ref: string;
  readonly arn?: string;
  /** `Fn::GetAtt` attributes, `Arn` apart. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** `runs`: some part of the local cloud acts on it; `not-needed`: without effect on one machine. */
  readonly use: 'runs' | 'not-needed';
}

const lambda = 'arn:aws:lambda:{region}:{account}';
const restApi = 'arn:aws:apigateway:{region}::/restapis';
const cloudFront = 'arn:aws:cloudfront::{account}';
const cloudWatch = 'arn:aws:cloudwatch:{region}:{account}';

const runs = (type: Omit<ResourceType, 'use'>): ResourceType => ({ ...type, use: 'runs' });
const notNeeded = (type: Omit<ResourceType, 'use'> = { ref: '{name}' }): ResourceType => ({
  ...type,
  use: 'not-needed',
});

/** Types that the local cloud knows, in the order of their service. */
export const RESOURCE_TYPES: Readonly<Record<string, ResourceType>> = {
  'AWS::ApiGateway::Account': notNeeded({ ref: '{id}', attributes: { Id: '{id}' } }),
  'AWS::ApiGateway::BasePathMapping': notNeeded(),
  'AWS::ApiGateway::Deployment': runs({ ref: '{id}', attributes: { DeploymentId: '{id}' } }),
  'AWS::ApiGateway::DomainName': notNeeded({
    ref: '{name}',
    nameProperty: 'DomainName',
    attributes: {
      RegionalDomainName: 'd-{id}.execute-api.{region}.amazonaws.com',
      RegionalHostedZoneId: 'Z{id}',
      DistributionDomainName: '{id}.cloudfront.net',
      DistributionHostedZoneId: 'Z{id}',
    },
  }),
  'AWS::ApiGateway::GatewayResponse': runs({ ref: '{id}', attributes: { Id: '{id}' } }),
  'AWS::ApiGateway::Method': runs({ ref: '{id}' }),
  'AWS::ApiGateway::Model': runs({ ref: '{name}', nameProperty: 'Name' }),
  'AWS::ApiGateway::RequestValidator': runs({ ref: '{id}', attributes: { RequestValidatorId: '{id}' } }),
  'AWS::ApiGateway::Resource': runs({ ref: '{id}', attributes: { ResourceId: '{id}' } }),
  'AWS::ApiGateway::RestApi': runs({
    ref: '{id}',
    arn: `${restApi}/{id}`,
    attributes: { RestApiId: '{id}', RootResourceId: 'root{id}' },
  }),
  'AWS::ApiGateway::Stage': runs({
    ref: '{name}',
    nameProperty: 'StageName',
    arn: `${restApi}/{RestApiId}/stages/{name}`,
  }),
  'AWS::ApiGateway::UsagePlan': notNeeded({ ref: '{id}', attributes: { Id: '{id}' } }),
  'AWS::ApplicationSignals::Discovery': notNeeded(),
  'AWS::ApplicationSignals::ServiceLevelObjective': notNeeded({
    ref: '{arn}',
    nameProperty: 'Name',
    arn: 'arn:aws:application-signals:{region}:{account}:slo/{name}',
  }),
  'AWS::Backup::BackupPlan': notNeeded({
    ref: '{id}',
    arn: 'arn:aws:backup:{region}:{account}:backup-plan:{id}',
    attributes: { BackupPlanId: '{id}', BackupPlanArn: '{arn}', VersionId: '{id}' },
  }),
  'AWS::Backup::BackupSelection': notNeeded({ ref: '{id}', attributes: { Id: '{id}', SelectionId: '{id}' } }),
  'AWS::Backup::BackupVault': notNeeded({
    ref: '{name}',
    nameProperty: 'BackupVaultName',
    arn: 'arn:aws:backup:{region}:{account}:backup-vault:{name}',
    attributes: { BackupVaultName: '{name}', BackupVaultArn: '{arn}' },
  }),
  'AWS::CDK::Metadata': notNeeded(),
  'AWS::CertificateManager::Certificate': notNeeded({
    ref: '{arn}',
    arn: 'arn:aws:acm:{region}:{account}:certificate/{uuid}',
  }),
  'AWS::CloudFront::CachePolicy': runs({ ref: '{id}', attributes: { Id: '{id}' } }),
  'AWS::CloudFront::Distribution': runs({
    ref: '{id}',
    arn: `${cloudFront}:distribution/{id}`,
    attributes: { Id: '{id}', DomainName: '{id}.cloudfront.net' },
  }),
  'AWS::CloudFront::Function': runs({
    ref: '{arn}',
    nameProperty: 'Name',
    arn: `${cloudFront}:function/{name}`,
    attributes: { FunctionARN: '{arn}', 'FunctionMetadata.FunctionARN': '{arn}', Stage: 'LIVE' },
  }),
  'AWS::CloudFront::KeyValueStore': runs({
    ref: '{name}',
    nameProperty: 'Name',
    arn: `${cloudFront}:key-value-store/{uuid}`,
    attributes: { Id: '{uuid}', Status: 'READY' },
  }),
  'AWS::CloudFront::OriginAccessControl': runs({ ref: '{id}', attributes: { Id: '{id}' } }),
  'AWS::CloudFront::OriginRequestPolicy': runs({ ref: '{id}', attributes: { Id: '{id}' } }),
  'AWS::CloudFront::ResponseHeadersPolicy': runs({ ref: '{id}', attributes: { Id: '{id}' } }),
  'AWS::CloudWatch::Alarm': runs({
    ref: '{name}',
    nameProperty: 'AlarmName',
    arn: `${cloudWatch}:alarm:{name}`,
  }),
  'AWS::CloudWatch::CompositeAlarm': runs({
    ref: '{name}',
    nameProperty: 'AlarmName',
    arn: `${cloudWatch}:alarm:{name}`,
  }),
  'AWS::CloudWatch::Dashboard': notNeeded({ ref: '{name}', nameProperty: 'DashboardName' }),
  'AWS::DynamoDB::GlobalTable': runs({
    ref: '{name}',
    nameProperty: 'TableName',
    arn: 'arn:aws:dynamodb:{region}:{account}:table/{name}',
    attributes: { TableId: '{id}' },
  }),
  'AWS::Events::Archive': notNeeded({
    ref: '{name}',
    nameProperty: 'ArchiveName',
    arn: 'arn:aws:events:{region}:{account}:archive/{name}',
  }),
  'AWS::Events::EventBus': runs({
    ref: '{name}',
    nameProperty: 'Name',
    arn: 'arn:aws:events:{region}:{account}:event-bus/{name}',
    attributes: { Name: '{name}' },
  }),
  'AWS::Events::EventBusPolicy': notNeeded(),
  'AWS::Events::Rule': runs({
    ref: '{name}',
    nameProperty: 'Name',
    arn: 'arn:aws:events:{region}:{account}:rule/{name}',
  }),
  'AWS::IAM::ManagedPolicy': runs({ ref: '{arn}', arn: 'arn:aws:iam::{account}:policy/{name}' }),
  'AWS::IAM::Policy': runs({ ref: '{name}', nameProperty: 'PolicyName', attributes: { Id: '{id}' } }),
  'AWS::IAM::Role': runs({
    ref: '{name}',
    nameProperty: 'RoleName',
    arn: 'arn:aws:iam::{account}:role/{name}',
    attributes: { RoleId: 'AROA{id}' },
  }),
  'AWS::IAM::RolePolicy': runs({ ref: '{name}', nameProperty: 'PolicyName' }),
  'AWS::KMS::Alias': notNeeded({ ref: '{name}', nameProperty: 'AliasName' }),
  'AWS::KMS::Key': notNeeded({
    ref: '{id}',
    arn: 'arn:aws:kms:{region}:{account}:key/{id}',
    attributes: { KeyId: '{id}' },
  }),
  'AWS::Lambda::EventInvokeConfig': notNeeded(),
  'AWS::Lambda::EventSourceMapping': runs({
    ref: '{id}',
    arn: `${lambda}:event-source-mapping:{id}`,
    attributes: { Id: '{id}', EventSourceMappingArn: '{arn}' },
  }),
  'AWS::Lambda::Function': runs({
    ref: '{name}',
    nameProperty: 'FunctionName',
    arn: `${lambda}:function:{name}`,
  }),
  'AWS::Lambda::LayerVersion': notNeeded({ ref: '{arn}', arn: `${lambda}:layer:{name}:1` }),
  'AWS::Lambda::Permission': notNeeded({ ref: '{name}', attributes: { Id: '{id}' } }),
  'AWS::Logs::LogGroup': notNeeded({
    ref: '{name}',
    nameProperty: 'LogGroupName',
    arn: 'arn:aws:logs:{region}:{account}:log-group:{name}:*',
  }),
  'AWS::Logs::MetricFilter': runs({ ref: '{name}', nameProperty: 'FilterName' }),
  'AWS::Logs::QueryDefinition': notNeeded({ ref: '{id}', attributes: { QueryDefinitionId: '{id}' } }),
  'AWS::Logs::ResourcePolicy': notNeeded(),
  'AWS::Route53::HealthCheck': notNeeded({ ref: '{uuid}', attributes: { HealthCheckId: '{uuid}' } }),
  'AWS::Route53::RecordSet': notNeeded({ ref: '{name}', nameProperty: 'Name' }),
  'AWS::S3::Bucket': runs({
    ref: '{name}',
    nameProperty: 'BucketName',
    arn: 'arn:aws:s3:::{name}',
    attributes: {
      DomainName: '{name}.s3.amazonaws.com',
      RegionalDomainName: '{name}.s3.{region}.amazonaws.com',
    },
  }),
  'AWS::S3::BucketPolicy': runs({ ref: '{name}' }),
  'AWS::SecretsManager::ResourcePolicy': notNeeded(),
  'AWS::SecretsManager::Secret': runs({
    ref: '{arn}',
    nameProperty: 'Name',
    arn: 'arn:aws:secretsmanager:{region}:{account}:secret:{name}-{suffix}',
    attributes: { Id: '{arn}' },
  }),
  'AWS::SNS::Subscription': runs({ ref: '{arn}', arn: 'arn:aws:sns:{region}:{account}:{name}' }),
  'AWS::SNS::Topic': runs({
    ref: '{arn}',
    nameProperty: 'TopicName',
    arn: 'arn:aws:sns:{region}:{account}:{name}',
    attributes: { TopicArn: '{arn}', TopicName: '{name}' },
  }),
  'AWS::SNS::TopicPolicy': notNeeded({ ref: '{name}', attributes: { Id: '{id}' } }),
  'AWS::SQS::Queue': runs({
    ref: '{endpoint}/{account}/{name}',
    nameProperty: 'QueueName',
    arn: 'arn:aws:sqs:{region}:{account}:{name}',
    attributes: { QueueName: '{name}', QueueUrl: '{ref}' },
  }),
  'AWS::SQS::QueuePolicy': notNeeded({ ref: '{name}', attributes: { Id: '{id}' } }),
  'AWS::SSM::Parameter': notNeeded({
    ref: '{name}',
    nameProperty: 'Name',
    arn: 'arn:aws:ssm:{region}:{account}:parameter/{name}',
    attributes: { Type: '{Type}', Value: '{Value}' },
  }),
  'AWS::WAFv2::WebACL': runs({
    ref: '{name}|{id}|{Scope}',
    nameProperty: 'Name',
    arn: 'arn:aws:wafv2:{region}:{account}:regional/webacl/{name}/{id}',
    attributes: { Id: '{id}' },
  }),
  'AWS::WAFv2::WebACLAssociation': runs({ ref: '{name}' }),
  'AWS::XRay::TransactionSearchConfig': notNeeded({
    ref: '{account}',
    attributes: { AccountId: '{account}' },
  }),
  'Custom::CDKBucketDeployment': runs({
    ref: '{id}',
    attributes: { DestinationBucketArn: '{DestinationBucketArn}', SourceObjectKeys: '{id}' },
  }),
};
