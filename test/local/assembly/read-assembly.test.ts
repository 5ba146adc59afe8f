import { join } from 'node:path';
import { AssemblyError } from '../../../local/assembly/assembly-error';
import { readAssembly } from '../../../local/assembly/read-assembly';
import { type Template } from '../../../local/assembly/template';
import { writeAssembly } from './write-assembly';

const QUEUE = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'orders' } };

/** Resolves one value, put into a property of a resource of a stack in us-east-1. */
function resolveValue(value: unknown, rest: Template = {}): unknown {
  const Resources = {
    Probe: { Type: 'AWS::CDK::Metadata', Properties: { value } },
    Queue: QUEUE,
    ...rest.Resources,
  };
  const directory = writeAssembly({ Shop: { region: 'us-east-1', template: { ...rest, Resources } } });
  const { resources } = readAssembly(directory).regionTemplate('us-east-1');
  return resources.find(({ logicalId }) => logicalId === 'Probe')?.properties.value;
}

describe('intrinsic functions', () => {
  test.each<[string, unknown, unknown]>([
    ['a pseudo parameter', { Ref: 'AWS::Region' }, 'us-east-1'],
    [
      'Ref of a queue is its URL',
      { Ref: 'Queue' },
      'https://sqs.us-east-1.amazonaws.com/000000000000/orders',
    ],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:aws:sqs:us-east-1:000000000000:orders'],
    ['Fn::GetAtt with a dot', { 'Fn::GetAtt': 'Queue.QueueName' }, 'orders'],
    ['Fn::Join', { 'Fn::Join': [':', ['a', { Ref: 'AWS::Partition' }]] }, 'a:aws'],
    [
      'Fn::Sub',
      { 'Fn::Sub': '${AWS::Region}/${Queue.QueueName}/${!Literal}' },
      'us-east-1/orders/${Literal}',
    ],
    ['Fn::Sub with variables', { 'Fn::Sub': ['${x}', { x: { Ref: 'AWS::StackName' } }] }, 'Shop'],
    ['Fn::Select of Fn::Split', { 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b'] }] }, 'b'],
    ['an object with several keys is plain', { Ref: 'x', other: 1 }, { Ref: 'x', other: 1 }],
  ])('%s', (_, value, expected) => {
    expect(resolveValue(value)).toEqual(expected);
  });

  test('conditions, AWS::NoValue and mappings', () => {
    const rest: Template = {
      Mappings: { Sizes: { 'us-east-1': { size: 'large' } } },
      Conditions: {
        InEast: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] },
        Elsewhere: { 'Fn::Not': [{ Condition: 'InEast' }] },
        Either: { 'Fn::Or': [{ Condition: 'InEast' }, { Condition: 'Elsewhere' }] },
        Both: { 'Fn::And': [{ Condition: 'InEast' }, { Condition: 'Elsewhere' }] },
      },
    };
    const value = {
      either: { 'Fn::If': ['Either', 'yes', 'no'] },
      both: { 'Fn::If': ['Both', 'yes', { Ref: 'AWS::NoValue' }] },
      list: ['a', { 'Fn::If': ['Elsewhere', 'b', { Ref: 'AWS::NoValue' }] }],
      size: { 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'size'] },
    };
    expect(resolveValue(value, rest)).toEqual({ either: 'yes', list: ['a'], size: 'large' });
  });

  test('a resource whose condition does not hold is not there', () => {
    const template: Template = {
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
      Resources: { Queue: { ...QUEUE, Condition: 'Never' } },
    };
    const directory = writeAssembly({ Shop: { region: 'us-east-1', template } });
    expect(readAssembly(directory).regionTemplate('us-east-1').resources).toEqual([]);
  });

  test.each<[string, unknown, RegExp]>([
    ['an unknown reference', { Ref: 'Missing' }, /Ref Missing is neither/],
    [
      'an attribute that the type has not',
      { 'Fn::GetAtt': ['Queue', 'Colour'] },
      /Queue\.Colour: not known for AWS::SQS/,
    ],
    ['an unknown function', { 'Fn::Cidr': ['10.0.0.0/8', 1, 8] }, /cannot resolve Fn::Cidr/],
    ['a dynamic reference', '{{resolve:ssm:name}}', /dynamic reference/],
    ['a missing export', { 'Fn::ImportValue': 'nothing' }, /exports nothing/],
  ])('%s fails with stack, resource and property path', (_, value, message) => {
    const resolving = () => resolveValue({ deep: [value] });
    expect(resolving).toThrow(AssemblyError);
    expect(resolving).toThrow(message);
    expect(resolving).toThrow('stack Shop, resource Probe, at value.deep.0');
  });
});

describe('an assembly of several stacks', () => {
  const data: Template = {
    Resources: {
      Table: {
        Type: 'AWS::DynamoDB::GlobalTable',
        Properties: { TableName: 'ledger', Replicas: [{ Region: 'us-west-2' }, { Region: 'us-east-1' }] },
      },
      Secret: {
        Type: 'AWS::SecretsManager::Secret',
        Properties: { Name: 'pay', ReplicaRegions: [{ Region: 'us-east-1' }] },
      },
      Vault: { Type: 'AWS::Made::Up' },
      Role: { Type: 'AWS::Logs::LogGroup' },
    },
    Outputs: { Table: { Value: { Ref: 'Table' }, Export: { Name: 'table-name' } } },
  };
  const functionUsing = (TABLE: unknown): Template => ({
    Resources: {
      Place: {
        Type: 'AWS::Lambda::Function',
        Properties: { Code: { S3Key: 'code.zip' }, Environment: { Variables: { TABLE } } },
      },
    },
  });
  const directory = writeAssembly({
    East: { region: 'us-east-1', template: functionUsing('ledger') },
    Data: { region: 'us-west-2', template: data },
    West: { region: 'us-west-2', template: functionUsing({ 'Fn::ImportValue': 'table-name' }) },
  });
  const assembly = readAssembly(directory);

  test('names the region of the tables first', () => {
    expect(assembly.regions).toEqual(['us-west-2', 'us-east-1']);
  });

  test('gives a region its own stacks and the replicas of the others', () => {
    const { resources } = assembly.regionTemplate('us-east-1');
    expect(resources.map(({ type, arn }) => [type, arn.replace(/-\w{6}$/, '')])).toEqual([
      ['AWS::Lambda::Function', 'arn:aws:lambda:us-east-1:000000000000:function:East-Place'],
      ['AWS::DynamoDB::GlobalTable', 'arn:aws:dynamodb:us-east-1:000000000000:table/ledger'],
      ['AWS::SecretsManager::Secret', 'arn:aws:secretsmanager:us-east-1:000000000000:secret:pay'],
    ]);
  });

  test('resolves what another stack of the region exports', () => {
    const { resources } = assembly.regionTemplate('us-west-2');
    const place = resources.find(({ logicalId }) => logicalId === 'Place');
    expect(place?.properties.Environment).toEqual({ Variables: { TABLE: 'ledger' } });
  });

  test('knows all regions that have a stack', () => {
    expect(assembly.stackRegions).toEqual(['us-east-1', 'us-west-2']);
  });

  test('lists what it does not run, known and unknown', () => {
    expect(assembly.skipped).toEqual({
      notNeeded: { 'AWS::Logs::LogGroup': 1 },
      unknown: { 'AWS::Made::Up': 1 },
    });
  });

  test('finds the directory of a function’s code', () => {
    const template = assembly.regionTemplate('us-east-1');
    expect(template.assetDirectory('code.zip')).toBe(join(directory, 'asset.code'));
    expect(() => template.assetDirectory('other.zip')).toThrow('other.zip');
  });

  test('makes queue URLs from the address that it is given', () => {
    const queues = writeAssembly({
      Shop: { region: 'us-east-1', template: { Resources: { Queue: QUEUE } } },
    });
    const options = { sqsAddress: () => 'http://127.0.0.1:4566' };
    const [queue] = readAssembly(queues).regionTemplate('us-east-1', options).resources;
    expect(queue?.ref).toBe('http://127.0.0.1:4566/000000000000/orders');
  });
});

test('a directory without an assembly says what to do', () => {
  expect(() => readAssembly('/nowhere')).toThrow('npx cdk synth');
});

describe('functions of custom resources', () => {
  const edge: Template = {
    Resources: {
      Deployer: {
        Type: 'AWS::Lambda::Function',
        Properties: { Runtime: 'python3.13', Role: { 'Fn::GetAtt': ['DeployerRole', 'Arn'] } },
      },
      DeployerRole: { Type: 'AWS::IAM::Role' },
      Files: {
        Type: 'Custom::CDKBucketDeployment',
        Properties: { ServiceToken: { 'Fn::GetAtt': ['Deployer', 'Arn'] } },
      },
    },
  };
  const shop: Template = { Resources: { Place: { Type: 'AWS::Lambda::Function', Properties: {} } } };
  const assembly = readAssembly(
    writeAssembly({
      Shop: { region: 'eu-west-1', template: shop },
      Edge: { region: 'us-east-1', template: edge },
    }),
  );

  test('do not make a region of the shop', () => {
    expect(assembly.regions).toEqual(['eu-west-1']);
    expect(assembly.stackRegions).toEqual(['eu-west-1', 'us-east-1']);
  });

  test('are not run, and listed', () => {
    const { resources } = assembly.regionTemplate('us-east-1');
    expect(resources.map(({ logicalId }) => logicalId)).toEqual(['DeployerRole', 'Files']);
    expect(assembly.skipped.notNeeded).toEqual({ 'AWS::Lambda::Function of custom resources': 1 });
  });
});
