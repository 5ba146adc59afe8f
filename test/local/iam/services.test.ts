import { type RestRequest } from '../../../local/endpoint/endpoint';
import { type Permission } from '../../../local/iam/permission';
import { SERVICES } from '../../../local/iam/services';
import { regionWith } from './support';

const services = SERVICES.map((service) => service(regionWith([])));

function permissionsFor(request: RestRequest): readonly Permission[] | null {
  return services.map((service) => service.permissions(request)).find((each) => each !== null) ?? null;
}

/** A line for each permission: action, resource without its beginning, values of the context. */
function lines(request: RestRequest): string[] | null {
  const found = permissionsFor(request);
  return (
    found?.map(({ action, resource, context }) =>
      [
        action,
        resource.replace(/^arn:aws:\w+:us-east-1:000000000000:/, ''),
        ...Object.values(context).flat(),
      ].join(' '),
    ) ?? null
  );
}

const json = (target: string, input: object): RestRequest => ({
  method: 'POST',
  path: '/',
  headers: { 'x-amz-target': target },
  body: Buffer.from(JSON.stringify(input)),
});
const rest = (path: string, body: object = {}, method = 'POST'): RestRequest => ({
  method,
  path,
  headers: {},
  body: Buffer.from(JSON.stringify(body)),
});
const form = (parameters: Record<string, string>): RestRequest => ({
  ...rest('/'),
  headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
  body: Buffer.from(new URLSearchParams(parameters).toString()),
});

const object = (method: string, path: string): RestRequest => ({
  ...rest(path, {}, method),
  headers: { authorization: 'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/s3/aws4_request, …' },
});

const key = (pk: string) => ({ pk: { S: pk } });
const id = (value: string) => ({ id: { S: value }, sk: { S: 'x' } });
const dynamodb = (operation: string, input: object) => json(`DynamoDB_20120810.${operation}`, input);
const LEDGER = { TableName: 'ledger' };
const STORE = 'arn:aws:cloudfront::000000000000:key-value-store/0a1b2c3d-0000-0000-0000-000000000000';

const metrics = (operation: string, input: object = {}) =>
  json(`GraniteServiceVersion20100801.${operation}`, input);

test.each<[string, RestRequest, string[]]>([
  [
    'metrics of a namespace',
    metrics('PutMetricData', { Namespace: 'Holdfast', MetricData: [] }),
    ['cloudwatch:PutMetricData * Holdfast'],
  ],
  ['reading metrics', metrics('GetMetricData'), ['cloudwatch:GetMetricData *']],
  ['looking at alarms', metrics('DescribeAlarms'), ['cloudwatch:DescribeAlarms alarm:*']],
  [
    'an item by key',
    dynamodb('GetItem', { ...LEDGER, Key: key('A#1') }),
    ['dynamodb:GetItem table/ledger A#1'],
  ],
  [
    'an item put',
    dynamodb('PutItem', { ...LEDGER, Item: { ...key('A#1'), x: { N: '1' } } }),
    ['dynamodb:PutItem table/ledger A#1'],
  ],
  [
    'an update',
    dynamodb('UpdateItem', { ...LEDGER, Key: key('A#1') }),
    ['dynamodb:UpdateItem table/ledger A#1'],
  ],
  [
    'a delete',
    dynamodb('DeleteItem', { ...LEDGER, Key: key('A#1') }),
    ['dynamodb:DeleteItem table/ledger A#1'],
  ],
  [
    'a table by its ARN',
    dynamodb('GetItem', {
      TableName: 'arn:aws:dynamodb:us-west-2:000000000000:table/ledger',
      Key: key('A#1'),
    }),
    ['dynamodb:GetItem arn:aws:dynamodb:us-west-2:000000000000:table/ledger A#1'],
  ],
  [
    'the partition key of its own table',
    dynamodb('GetItem', { TableName: 'items', Key: id('B') }),
    ['dynamodb:GetItem table/items B'],
  ],
  [
    'a numeric key',
    dynamodb('GetItem', { ...LEDGER, Key: { pk: { N: '12' } } }),
    ['dynamodb:GetItem table/ledger 12'],
  ],
  [
    'a batch of reads, table by table',
    dynamodb('BatchGetItem', {
      RequestItems: { ledger: { Keys: [key('A'), key('B')] }, items: { Keys: [id('C')] } },
    }),
    ['dynamodb:BatchGetItem table/ledger A B', 'dynamodb:BatchGetItem table/items C'],
  ],
  [
    'a batch of writes',
    dynamodb('BatchWriteItem', {
      RequestItems: {
        ledger: [{ PutRequest: { Item: key('A') } }, { DeleteRequest: { Key: key('B') } }],
        items: [{ PutRequest: { Item: id('C') } }],
      },
    }),
    ['dynamodb:BatchWriteItem table/ledger A B', 'dynamodb:BatchWriteItem table/items C'],
  ],
  [
    'a transaction, by the actions of its parts',
    dynamodb('TransactWriteItems', {
      TransactItems: [
        { Put: { ...LEDGER, Item: key('A') } },
        { Update: { ...LEDGER, Key: key('B') } },
        { Delete: { TableName: 'items', Key: id('C') } },
        { ConditionCheck: { ...LEDGER, Key: key('D') } },
      ],
    }),
    [
      'dynamodb:PutItem table/ledger A',
      'dynamodb:UpdateItem table/ledger B',
      'dynamodb:DeleteItem table/items C',
      'dynamodb:ConditionCheckItem table/ledger D',
    ],
  ],
  [
    'a transaction of reads',
    dynamodb('TransactGetItems', { TransactItems: [{ Get: { ...LEDGER, Key: key('A') } }] }),
    ['dynamodb:GetItem table/ledger A'],
  ],
  [
    'a query',
    dynamodb('Query', {
      ...LEDGER,
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': { S: 'A' } },
    }),
    ['dynamodb:Query table/ledger A'],
  ],
  [
    'a query with names and a sort key',
    dynamodb('Query', {
      TableName: 'items',
      KeyConditionExpression: '(#s = :s) AND (#k=:p)',
      ExpressionAttributeNames: { '#k': 'id', '#s': 'sk' },
      ExpressionAttributeValues: { ':p': { S: 'A' }, ':s': { S: 'S' } },
    }),
    ['dynamodb:Query table/items A'],
  ],
  [
    'a query on an index, whose key is its own',
    dynamodb('Query', {
      ...LEDGER,
      IndexName: 'work',
      KeyConditionExpression: 'due = :d AND #at = :a',
      ExpressionAttributeNames: { '#at': 'at' },
      ExpressionAttributeValues: { ':d': { S: 'D' }, ':a': { S: 'A' } },
    }),
    ['dynamodb:Query table/ledger/index/work D'],
  ],
  [
    'a query with KeyConditions',
    dynamodb('Query', {
      ...LEDGER,
      KeyConditions: { pk: { AttributeValueList: [{ S: 'A' }], ComparisonOperator: 'EQ' } },
    }),
    ['dynamodb:Query table/ledger A'],
  ],
  ['a scan', dynamodb('Scan', LEDGER), ['dynamodb:Scan table/ledger']],
  [
    'a scan of an index',
    dynamodb('Scan', { ...LEDGER, IndexName: 'work' }),
    ['dynamodb:Scan table/ledger/index/work'],
  ],
  ['what else names a table', dynamodb('DescribeTable', LEDGER), ['dynamodb:DescribeTable table/ledger']],
  ['ListTables', dynamodb('ListTables', {}), ['dynamodb:ListTables *']],

  [
    'a message',
    json('AmazonSQS.SendMessage', { QueueUrl: 'http://127.0.0.1:4566/000000000000/orders' }),
    ['sqs:SendMessage orders'],
  ],
  [
    'messages',
    json('AmazonSQS.SendMessageBatch', { QueueUrl: 'http://x/0/orders' }),
    ['sqs:SendMessage orders'],
  ],
  ['a queue by name', json('AmazonSQS.GetQueueUrl', { QueueName: 'orders' }), ['sqs:GetQueueUrl orders']],
  ['no queue', json('AmazonSQS.ListQueues', {}), ['sqs:ListQueues ']],

  [
    'events, bus by bus',
    json('AWSEvents.PutEvents', {
      Entries: [
        {},
        { EventBusName: 'shop' },
        { EventBusName: 'shop' },
        { EventBusName: 'arn:aws:events:us-west-2:1:event-bus/b' },
      ],
    }),
    [
      'events:PutEvents event-bus/default',
      'events:PutEvents event-bus/shop',
      'events:PutEvents arn:aws:events:us-west-2:1:event-bus/b',
    ],
  ],

  ...[
    'shop/token',
    'arn:aws:secretsmanager:us-east-1:000000000000:secret:shop/token',
    'arn:aws:secretsmanager:us-east-1:000000000000:secret:shop/token-a1b2c3',
  ].map((SecretId): [string, RestRequest, string[]] => [
    `a secret as ${SecretId}`,
    json('secretsmanager.GetSecretValue', { SecretId }),
    ['secretsmanager:GetSecretValue secret:shop/token-a1b2c3'],
  ]),
  [
    'no such secret',
    json('secretsmanager.GetSecretValue', { SecretId: 'x' }),
    ['secretsmanager:GetSecretValue secret:x'],
  ],
  ['ListSecrets', json('secretsmanager.ListSecrets', {}), ['secretsmanager:ListSecrets *']],

  ['Invoke', rest('/2015-03-31/functions/shop/invocations'), ['lambda:InvokeFunction function:shop']],
  [
    'Invoke by ARN',
    rest(
      `/2015-03-31/functions/${encodeURIComponent('arn:aws:lambda:us-east-1:000000000000:function:shop')}/invocations`,
    ),
    ['lambda:InvokeFunction function:shop'],
  ],
  ['traces', rest('/TraceSegments'), ['xray:PutTraceSegments *']],

  [
    'mail by the identity of its domain',
    rest('/v2/email/outbound-emails', { FromEmailAddress: 'The Shop <orders@mail.example.com>' }),
    ['ses:SendEmail identity/example.com orders@mail.example.com'],
  ],
  [
    'mail from elsewhere',
    rest('/v2/email/outbound-emails', { FromEmailAddress: 'me@example.org' }),
    ['ses:SendEmail identity/me@example.org me@example.org'],
  ],
  [
    'mail with a configuration set and a template',
    rest('/v2/email/outbound-emails', {
      FromEmailAddress: 'me@example.com',
      ConfigurationSetName: 'set',
      Content: { Template: { TemplateName: 'order' } },
    }),
    [
      'ses:SendEmail identity/example.com me@example.com',
      'ses:SendEmail configuration-set/set me@example.com',
      'ses:SendEmail template/order me@example.com',
    ],
  ],
  [
    'a text message',
    form({ Action: 'Publish', PhoneNumber: '+15550100', Message: 'Action=GetCallerIdentity' }),
    ['sns:Publish *'],
  ],
  [
    'a topic',
    form({ Action: 'Publish', TopicArn: 'arn:aws:sns:us-east-1:000000000000:t' }),
    ['sns:Publish t'],
  ],
  [
    'a key value store',
    rest(`/key-value-stores/${encodeURIComponent(STORE)}`, {}, 'GET'),
    [`cloudfront-keyvaluestore:DescribeKeyValueStore ${STORE}`],
  ],
  [
    'a key of a key value store',
    rest(`/key-value-stores/${encodeURIComponent(STORE)}/keys/us-east-1`, {}, 'PUT'),
    [`cloudfront-keyvaluestore:PutKey ${STORE}`],
  ],
  ['an object', object('GET', '/b/a/k%20.json'), ['s3:GetObject arn:aws:s3:::b/a/k .json']],
  ["an object's head", object('HEAD', '/b/k'), ['s3:GetObject arn:aws:s3:::b/k']],
  ['an upload', object('PUT', '/b/k'), ['s3:PutObject arn:aws:s3:::b/k']],
  ['a deletion', object('DELETE', '/b/k'), ['s3:DeleteObject arn:aws:s3:::b/k']],
  ['GetCallerIdentity', form({ Action: 'GetCallerIdentity', Version: '2011-06-15' }), []],
])('%s', (_, request, expected) => {
  expect(lines(request)).toEqual(expected);
});

test.each<[string, RestRequest]>([
  ['PartiQL', dynamodb('ExecuteStatement', { Statement: 'SELECT * FROM ledger' })],
  ['another call of EventBridge', json('AWSEvents.PutRule', {})],
  ['another service', json('Kinesis_20131202.PutRecord', {})],
  ['words that look like STS', { ...rest('/'), body: Buffer.from('x=Action=GetCallerIdentity') }],
  ['another call of STS', form({ Action: 'AssumeRole' })],
  ['another path', rest('/v2/email/identities')],
  ['a bucket', object('GET', '/b')],
  ['a path of no service', rest('/b/k', {}, 'PUT')],
])('%s is not known', (_, request) => {
  expect(permissionsFor(request)).toBeNull();
});

test('a body that AWS would not read is answered as such', () => {
  const broken = { ...dynamodb('GetItem', {}), body: Buffer.from('{') };
  expect(() => permissionsFor(broken)).toThrow('the body is not JSON');
  expect(() => permissionsFor(dynamodb('GetItem', {}))).toThrow('TableName must be a string');
});
