import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAssembly } from '../../local/assembly/read-assembly';
import { type Template } from '../../local/assembly/template';
import { HEALTHY } from '../../local/control/faults';
import { fleetingMailLog } from '../../local/mail/mail-log';
import { type DataPlane, startDataPlane, startRegion } from '../../local/region';
import { type Faults, type RunningRegion } from '../../local/types';
import { writeAssembly } from './assembly/write-assembly';
import { scratchDirectory } from '../support/scratch-directory';

/** Puts what it gets (an SQS batch, a scheduled event, anything) into the table, through AWS_ENDPOINT_URL. */
const SOURCE = `
const call = async (target, body) => {
  const credential = process.env.AWS_ACCESS_KEY_ID + '/20260101/' + process.env.AWS_REGION + '/x/aws4_request';
  const response = await fetch(process.env.AWS_ENDPOINT_URL, { method: 'POST', body: JSON.stringify(body), headers: {
    'x-amz-target': target, 'content-type': 'application/x-amz-json-1.0', 'x-amz-date': '20260101T000000Z',
    authorization: 'AWS4-HMAC-SHA256 Credential=' + credential + ', SignedHeaders=host, Signature=0' } });
  return response.json();
};
exports.handler = async (event) => {
  const secret = await call('secretsmanager.GetSecretValue', { SecretId: 'token' });
  const pk = event.Records?.[0].body ?? event.time ?? event.pk;
  await call('DynamoDB_20120810.PutItem', { TableName: process.env.TABLE, Item: { pk: { S: pk } } });
  console.log('stored ' + pk);
  const Metrics = [{ Namespace: 'Shop', Dimensions: [[]], Metrics: [{ Name: 'Stored' }] }];
  process.stdout.write(JSON.stringify({ _aws: { Timestamp: 1, CloudWatchMetrics: Metrics }, Stored: 1 }) + '\\n');
  return { secret: secret.SecretString, region: process.env.AWS_REGION };
};
`;

const DATA: Template = {
  Resources: {
    Ledger: {
      Type: 'AWS::DynamoDB::GlobalTable',
      Properties: {
        TableName: 'ledger',
        MultiRegionConsistency: 'STRONG',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        Replicas: [{ Region: 'us-east-1' }, { Region: 'us-west-2' }],
      },
    },
    Token: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: { Name: 'token', GenerateSecretString: {}, ReplicaRegions: [{ Region: 'us-west-2' }] },
    },
  },
};

const REGION: Template = {
  Resources: {
    StoreRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        Policies: [
          {
            PolicyName: 'Store',
            PolicyDocument: {
              Statement: [
                {
                  Effect: 'Allow',
                  Action: 'dynamodb:PutItem',
                  Resource: { 'Fn::Sub': 'arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/ledger' },
                },
                {
                  Effect: 'Allow',
                  Action: 'secretsmanager:GetSecretValue',
                  Resource: {
                    'Fn::Sub': 'arn:aws:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:token-??????',
                  },
                },
              ],
            },
          },
        ],
      },
    },
    Store: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'store',
        Role: { 'Fn::GetAtt': ['StoreRole', 'Arn'] },
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Timeout: 20,
        Code: { S3Bucket: 'assets', S3Key: 'code.zip' },
        Environment: { Variables: { TABLE: 'ledger' } },
      },
    },
    Orders: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'orders' } },
    Feed: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { EventSourceArn: { 'Fn::GetAtt': ['Orders', 'Arn'] }, FunctionName: { Ref: 'Store' } },
    },
    Pending: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: { source: ['shop'] },
        Targets: [{ Id: 'Queue', Arn: { 'Fn::GetAtt': ['Orders', 'Arn'] }, InputPath: '$.detail-type' }],
      },
    },
    Sweep: {
      Type: 'AWS::Events::Rule',
      Properties: {
        ScheduleExpression: 'rate(1 minute)',
        Targets: [{ Id: 'Store', Arn: { 'Fn::GetAtt': ['Store', 'Arn'] } }],
      },
    },
  },
};

const directory = writeAssembly({
  Data: { region: 'us-east-1', template: DATA },
  East: { region: 'us-east-1', template: REGION },
  West: { region: 'us-west-2', template: REGION },
});
mkdirSync(join(directory, 'asset.code'));
writeFileSync(join(directory, 'asset.code', 'index.js'), SOURCE);

const logDirectory = scratchDirectory();
const logged: string[] = [];
/** Called for each line that a function writes. */
let onLine: (line: string, region: string) => void = () => undefined;
let faults: Faults = HEALTHY;
let data: DataPlane;
let regions: RunningRegion[];

beforeAll(async () => {
  const assembly = readAssembly(directory);
  const shared = { assembly, faults: { current: () => faults }, log: () => undefined };
  data = await startDataPlane({ ...shared, secretOverrides: { token: 'shared' } });
  regions = await Promise.all(
    assembly.regions.map((region) =>
      startRegion({
        ...shared,
        data,
        mails: fleetingMailLog(),
        region,
        endpointPort: 0,
        logDirectory,
        schedules: 'manual',
        onLog: ({ line, region: where }) => {
          logged.push(line);
          onLine(line, where);
        },
      }),
    ),
  );
});
afterEach(() => (faults = HEALTHY));
afterAll(async () => {
  for (const region of regions) await region.close();
  await data.close();
});

const at = (index: number): RunningRegion => regions[index] as RunningRegion;
const functionArn = (region: RunningRegion): string =>
  `arn:aws:lambda:${region.region}:000000000000:function:store`;

async function call(region: RunningRegion, target: string, body: object): Promise<Record<string, unknown>> {
  const authorization =
    'AWS4-HMAC-SHA256 Credential=me/20260101/us-east-1/x/aws4_request, SignedHeaders=host, Signature=0';
  const headers = {
    authorization,
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-date': '20260101T000000Z',
    'x-amz-target': target,
  };
  const answer = await fetch(region.awsEndpoint, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await answer.json()) as Record<string, unknown>;
}

const stored = (region: RunningRegion, pk: string) =>
  call(region, 'DynamoDB_20120810.GetItem', {
    TableName: 'ledger',
    Key: { pk: { S: pk } },
    ConsistentRead: true,
  });

/** Resolves once a function has logged that it stored this key. */
const untilStored = (pk: string): Promise<void> =>
  new Promise((resolve) => {
    onLine = (line) => line.includes(`stored ${pk}`) && resolve();
  });

test('a function reaches table and secret of its region, and the other region sees what it wrote', async () => {
  const result = await at(1).invoke(functionArn(at(1)), { pk: 'by-west' });
  expect(result).toEqual({ kind: 'returned', payload: { secret: 'shared', region: 'us-west-2' } });
  expect(await stored(at(0), 'by-west')).toEqual({ Item: { pk: { S: 'by-west' } } });
});

test('a message sent to the queue’s URL reaches the function', async () => {
  const queue = at(0).template.resources.find(({ logicalId }) => logicalId === 'Orders');
  const done = untilStored('by-queue');
  await call(at(0), 'AmazonSQS.SendMessage', { QueueUrl: queue?.ref, MessageBody: 'by-queue' });
  await done;
  expect(queue?.ref.startsWith(at(0).awsEndpoint)).toBe(true);
  expect(await stored(at(0), 'by-queue')).toHaveProperty('Item');
});

test('an event on the bus reaches the function through rule and queue', async () => {
  const done = untilStored('"ByEvent"');
  const entry = { Source: 'shop', DetailType: 'ByEvent', Detail: '{}' };
  await call(at(0), 'AWSEvents.PutEvents', { Entries: [entry] });
  await done;
  expect(await stored(at(0), '"ByEvent"')).toHaveProperty('Item');
});

test('schedules run with the time that they are given, and are waited for', async () => {
  await at(0).runSchedules(new Date('2026-01-02T03:04:05Z'));
  expect(await stored(at(0), '2026-01-02T03:04:05Z')).toHaveProperty('Item');
});

/** What CloudWatch tells of a metric of the region, summed over the last ten minutes. */
async function sumOf(region: RunningRegion, Namespace: string, MetricName: string, dimensions = {}) {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace, MetricName, Dimensions };
  const now = Date.now() / 1_000;
  const answer = await call(region, 'GraniteServiceVersion20100801.GetMetricData', {
    MetricDataQueries: [{ Id: 'm', MetricStat: { Metric, Period: 60, Stat: 'Sum' } }],
    StartTime: now - 600,
    EndTime: now + 60,
  });
  const [{ Values = [] } = {}] = answer['MetricDataResults'] as { readonly Values?: readonly number[] }[];
  return Values.reduce((sum, value) => sum + value, 0);
}

test('CloudWatch of a region knows what its function, table and log told', async () => {
  const region = at(1);
  const own = { FunctionName: 'store' };
  const before = {
    stored: await sumOf(region, 'Shop', 'Stored'),
    invocations: await sumOf(region, 'AWS/Lambda', 'Invocations', own),
    written: await sumOf(region, 'AWS/DynamoDB', 'ConsumedWriteCapacityUnits', { TableName: 'ledger' }),
  };
  const done = new Promise<void>((resolve) => {
    onLine = (line, where) => where === region.region && line.includes('"_aws"') && resolve();
  });
  await region.invoke(functionArn(region), { pk: 'measured' });
  await done;
  expect(await sumOf(region, 'Shop', 'Stored')).toBe(before.stored + 1);
  expect(await sumOf(region, 'AWS/Lambda', 'Invocations', own)).toBe(before.invocations + 1);
  const written = await sumOf(region, 'AWS/DynamoDB', 'ConsumedWriteCapacityUnits', { TableName: 'ledger' });
  expect(written).toBe(before.written + 1);
  expect(await sumOf(region, 'AWS/Lambda', 'ConcurrentExecutions')).toBeGreaterThan(0);
});

test('a region that is down answers nothing and runs nothing', async () => {
  faults = { ...HEALTHY, regions: { 'us-east-1': 'down' } };
  expect(await at(0).invoke(functionArn(at(0)), { pk: 'x' })).toEqual({ kind: 'region_down' });
  await expect(stored(at(0), 'x')).rejects.toThrow('fetch failed');
  expect(await at(1).invoke(functionArn(at(1)), { pk: 'y' })).toMatchObject({ kind: 'returned' });
  faults = HEALTHY;
  expect(await at(0).invoke(functionArn(at(0)), { pk: 'z' })).toMatchObject({ kind: 'returned' });
});

test('a crash after a call leaves its effect and ends the invocation', async () => {
  faults = { ...HEALTHY, lambda: { ...HEALTHY.lambda, crashAfterCall: 2 } };
  const result = await at(0).invoke(functionArn(at(0)), { pk: 'before-the-crash' });
  expect(result).toMatchObject({ kind: 'function_error', errorType: 'Runtime.ExitError' });
  expect(await stored(at(0), 'before-the-crash')).toHaveProperty('Item');
});

test('what the faults leave no room for is throttled, and counted', async () => {
  const before = await sumOf(at(0), 'AWS/Lambda', 'Throttles');
  faults = { ...HEALTHY, lambda: { ...HEALTHY.lambda, concurrency: 0 } };
  expect(await at(0).invoke(functionArn(at(0)), { pk: 'x' })).toEqual({ kind: 'throttled' });
  faults = HEALTHY;
  expect(await sumOf(at(0), 'AWS/Lambda', 'Throttles')).toBe(before + 1);
});

const EMAIL = '/v2/email/outbound-emails';
const SMS = 'Action=Publish&PhoneNumber=%2B447700900123&Message=Hello';

test.each([
  ['e-mail', { mail: { rejectRate: 1, pauseRate: 0 } }, EMAIL, '{}', 'MessageRejected'],
  ['SMS', { mail: { rejectRate: 1, pauseRate: 0 } }, '/', SMS, 'Invalid parameter: PhoneNumber'],
  ['later e-mail', { mail: { rejectRate: 0, pauseRate: 1 } }, EMAIL, '{}', 'SendingPausedException'],
  ['later SMS', { mail: { rejectRate: 0, pauseRate: 1 } }, '/', SMS, '<Code>InternalError</Code>'],
  [
    'key-value stores',
    { keyValueStore: { failRate: 1 } },
    '/key-value-stores/a',
    '',
    'InternalServerException',
  ],
])('%s: fails while the faults say so', async (_, fault, path, body, why) => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const sent = body === '' ? {} : { method: 'POST', headers, body };
  const told = async () => (await fetch(`${at(0).awsEndpoint}${path}`, sent)).text();
  faults = { ...HEALTHY, ...fault };
  expect(await told()).toContain(why);
  faults = HEALTHY;
  expect(await told()).not.toContain(why);
});

test('logs lie in a file for each function', () => {
  expect(logged.some((line) => line.includes('stored by-west'))).toBe(true);
  expect(readFileSync(join(logDirectory, 'us-west-2', 'store.log'), 'utf8')).toContain('stored by-west');
});
