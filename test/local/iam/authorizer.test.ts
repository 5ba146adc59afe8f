import { type RestRequest } from '../../../local/endpoint/endpoint';
import { Authorizer } from '../../../local/iam/authorizer';
import { regionWith } from './support';

const LEDGER = 'arn:aws:dynamodb:us-east-1:000000000000:table/ledger';
const USER = 'arn:aws:sts::000000000000:assumed-role/shop-role/shop';
const READ_ORDERS = {
  Effect: 'Allow',
  Action: 'dynamodb:GetItem',
  Resource: LEDGER,
  Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['ORDER#*', 'LINES#*'] } },
};

let logged: string[];
const authorizer = (...statements: readonly object[]) =>
  new Authorizer(regionWith(statements), (message) => logged.push(message));

beforeEach(() => {
  logged = [];
});

const json = (target: string, input: object): RestRequest => ({
  method: 'POST',
  path: '/',
  headers: { 'x-amz-target': target },
  body: Buffer.from(JSON.stringify(input)),
});
const rest = (path: string, body: string): RestRequest => ({
  method: 'POST',
  path,
  headers: {},
  body: Buffer.from(body),
});
const getItem = (pk: string) =>
  json('DynamoDB_20120810.GetItem', { TableName: 'ledger', Key: { pk: { S: pk } } });
const putItem = json('DynamoDB_20120810.PutItem', { TableName: 'ledger', Item: { pk: { S: 'ORDER#1' } } });

test('lets through what the role allows', () => {
  expect(authorizer(READ_ORDERS).refusal('shop.1', getItem('ORDER#1'))).toBeNull();
});

test('refuses as DynamoDB does, naming action and resource', () => {
  const answer = authorizer(READ_ORDERS).refusal('shop.1', putItem);
  expect(answer?.status).toBe(400);
  expect(JSON.parse(String(answer?.body))).toMatchObject({
    __type: 'com.amazon.coral.service#AccessDeniedException',
    Message: `User: ${USER} is not authorized to perform: dynamodb:PutItem on resource: ${LEDGER} because no identity-based policy allows the dynamodb:PutItem action`,
  });
});

test('names the leading key where a condition was what failed', () => {
  const answer = authorizer(READ_ORDERS).refusal('shop.1', getItem('CART#1'));
  expect(String(answer?.body)).toContain(
    'action (dynamodb:LeadingKeys is CART#1, ForAllValues:StringLike has ORDER#*, LINES#*)',
  );
});

test('says so if a deny was explicit', () => {
  const deny = { Effect: 'Deny', Action: 'dynamodb:*', Resource: '*' };
  const answer = authorizer(READ_ORDERS, deny).refusal('shop.1', getItem('ORDER#1'));
  expect(String(answer?.body)).toContain(`${LEDGER} with an explicit deny in an identity-based policy`);
});

test('a call that needs several permissions needs all of them', () => {
  const call = json('DynamoDB_20120810.BatchGetItem', {
    RequestItems: { ledger: { Keys: [{ pk: { S: 'A' } }] }, items: { Keys: [{ id: { S: 'B' } }] } },
  });
  const allow = (Resource: string | string[]) => ({
    Effect: 'Allow',
    Action: 'dynamodb:BatchGetItem',
    Resource,
  });
  const items = LEDGER.replace('ledger', 'items');
  expect(authorizer(allow([LEDGER, items])).refusal('shop.1', call)).toBeNull();
  expect(String(authorizer(allow(LEDGER)).refusal('shop.1', call)?.body)).toContain(items);
  expect(String(authorizer(allow(items)).refusal('shop.1', call)?.body)).toContain(LEDGER);
});

test.each<[string, RestRequest, number, string, string]>([
  [
    'SQS',
    json('AmazonSQS.SendMessage', { QueueUrl: 'http://x/0/orders' }),
    403,
    'com.amazon.coral.service#AccessDeniedException',
    'sqs:SendMessage',
  ],
  [
    'EventBridge',
    json('AWSEvents.PutEvents', { Entries: [{}] }),
    400,
    'com.amazon.coral.service#AccessDeniedException',
    'events:PutEvents',
  ],
  [
    'Secrets Manager',
    json('secretsmanager.GetSecretValue', { SecretId: 'shop/token' }),
    400,
    'com.amazon.coral.service#AccessDeniedException',
    'secretsmanager:GetSecretValue',
  ],
  [
    'Lambda',
    rest('/2015-03-31/functions/shop/invocations', '{}'),
    403,
    'AccessDeniedException',
    'lambda:InvokeFunction',
  ],
  ['X-Ray', rest('/TraceSegments', '{}'), 403, 'AccessDeniedException', 'xray:PutTraceSegments'],
  [
    'SES',
    rest('/v2/email/outbound-emails', '{"FromEmailAddress":"a@example.com"}'),
    403,
    'AccessDeniedException',
    'ses:SendEmail',
  ],
])('%s answers in its own way', (_, request, status, code, action) => {
  const answer = authorizer().refusal('shop.1', request);
  expect(answer?.status).toBe(status);
  expect(answer?.headers['x-amzn-errortype']).toBe(code);
  expect(String(answer?.body)).toContain(`is not authorized to perform: ${action} on resource: `);
});

test('SQS repeats the code that SDKs read', () => {
  const call = json('AmazonSQS.SendMessage', { QueueUrl: 'http://x/0/orders' });
  expect(authorizer().refusal('shop.1', call)?.headers['x-amzn-query-error']).toBe('AccessDenied;Sender');
});

test('SNS answers in XML', () => {
  const call = {
    ...rest('/', 'Action=Publish&PhoneNumber=%2B15550100&Message=x'),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  };
  const answer = authorizer().refusal('shop.1', call);
  expect(answer?.status).toBe(403);
  expect(String(answer?.body)).toContain('<Code>AuthorizationError</Code>');
  expect(String(answer?.body)).toContain('sns:Publish on resource: *');
});

test('GetCallerIdentity is allowed even against a deny', () => {
  const deny = { Effect: 'Deny', Action: '*', Resource: '*' };
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const call = { ...rest('/', 'Action=GetCallerIdentity&Version=2011-06-15'), headers };
  expect(authorizer(deny).refusal('shop.1', call)).toBeNull();
});

test.each(['me', 'local-operator', 'AKIAIOSFODNN7EXAMPLE', 'stranger.1', ''])(
  '%j may do everything',
  (accessKey) => {
    expect(authorizer().refusal(accessKey, putItem)).toBeNull();
  },
);

test('whether a function may do something else is asked without telling the terminal', () => {
  const action = { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::b' };
  const list = { action: 's3:ListBucket', resource: 'arn:aws:s3:::b', context: {} };
  const told: string[] = [];
  const allows = (statements: object[], accessKey: string) =>
    new Authorizer(regionWith(statements), (line) => told.push(line)).allows(accessKey, list);

  expect([allows([action], 'shop.1'), allows([], 'shop.1'), allows([], 'me')]).toEqual([true, false, true]);
  expect(told).toEqual([]);
});

test('a call whose permission is not known is refused, even to a role that allows everything', () => {
  const all = { Effect: 'Allow', Action: '*', Resource: '*' };
  const answer = authorizer(all).refusal('shop.1', json('Kinesis_20131202.PutRecord', {}));
  expect(answer?.status).toBe(404);
  expect(String(answer?.body)).toContain(
    'does not know which permission shop needs for Kinesis_20131202.PutRecord',
  );
});

test('tells the person at the terminal once about each function, action and resource', () => {
  const region = authorizer(READ_ORDERS);
  for (let call = 0; call < 100; call++) region.refusal(`shop.${call}`, putItem);
  region.refusal('shop.1', getItem('CART#1'));
  region.refusal('shop.1', getItem('CART#2'));
  expect(logged).toHaveLength(2);
  expect(logged[0]).toContain('AccessDenied in us-east-1: User: ');
  expect(logged[0]).toContain('dynamodb:PutItem');
  expect(logged[1]).toContain('CART#1');
});
