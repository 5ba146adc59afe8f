import { Match, type Template } from 'aws-cdk-lib/assertions';
import { configuration, synthesize } from './synthesized';

const TABLE = 'AWS::DynamoDB::GlobalTable';

let data: Template;

beforeAll(() => {
  data = synthesize().data;
});

/** What both replicas of both tables must have. */
function protectedReplica(region: string, indexes: readonly string[]) {
  return Match.objectLike({
    Region: region,
    DeletionProtectionEnabled: true,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    GlobalSecondaryIndexes: indexes.map((name) => ({ IndexName: name })),
  });
}

test('the Ledger is strongly consistent across two Regions and a witness', () => {
  data.hasResource(TABLE, {
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      TableName: 'holdfast-ledger',
      MultiRegionConsistency: 'STRONG',
      GlobalTableWitnesses: [{ Region: 'us-east-2' }],
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      TimeToLiveSpecification: Match.absent(),
      Replicas: Match.arrayWith([
        protectedReplica('us-west-2', ['work', 'stock']),
        protectedReplica('us-east-1', ['work', 'stock']),
      ]),
    },
  });
});

test('the indexes of the Ledger hold keys only and are ordered by due time and by key', () => {
  const index = (IndexName: string, partition: string, sort: string) => ({
    IndexName,
    KeySchema: [
      { AttributeName: partition, KeyType: 'HASH' },
      { AttributeName: sort, KeyType: 'RANGE' },
    ],
    Projection: { ProjectionType: 'KEYS_ONLY' },
  });
  data.hasResourceProperties(TABLE, {
    TableName: 'holdfast-ledger',
    GlobalSecondaryIndexes: [index('work', 'workShard', 'dueAt'), index('stock', 'stockShard', 'pk')],
    AttributeDefinitions: Match.arrayWith([{ AttributeName: 'dueAt', AttributeType: 'N' }]),
  });
});

test('the Shop table is eventually consistent and lets items expire', () => {
  data.hasResource(TABLE, {
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      TableName: 'holdfast-shop',
      MultiRegionConsistency: Match.absent(),
      GlobalTableWitnesses: Match.absent(),
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      Replicas: Match.arrayWith([
        protectedReplica('us-west-2', ['catalogue']),
        protectedReplica('us-east-1', ['catalogue']),
      ]),
    },
  });
});

test.each([
  ['holdfast/payment', '{"webhookSecret":""}', 'apiKey'],
  ['holdfast/order-token', '{"previous":""}', 'current'],
])('secret %s is generated, replicated and outlives the stack', (Name, SecretStringTemplate, key) => {
  data.hasResource('AWS::SecretsManager::Secret', {
    DeletionPolicy: 'RetainExceptOnCreate',
    Properties: {
      Name,
      GenerateSecretString: { SecretStringTemplate, GenerateStringKey: key, PasswordLength: 64 },
      ReplicaRegions: [{ Region: 'us-west-2' }],
    },
  });
});

test('another name and other Regions lead to other tables elsewhere', () => {
  const config = configuration({
    name: 'my-shop',
    regions: ['eu-west-1', 'eu-central-1'],
    witness: 'eu-west-3',
  });

  const european = synthesize(config).data;

  european.hasResourceProperties(TABLE, {
    TableName: 'my-shop-ledger',
    GlobalTableWitnesses: [{ Region: 'eu-west-3' }],
    Replicas: Match.arrayWith([
      Match.objectLike({ Region: 'eu-central-1' }),
      Match.objectLike({ Region: 'eu-west-1' }),
    ]),
  });
});
