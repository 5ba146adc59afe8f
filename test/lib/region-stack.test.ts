import { Match, type Template } from 'aws-cdk-lib/assertions';
import { configuration, primaryRegion, synthesize } from './synthesized';

let region: Template;

beforeAll(() => {
  region = primaryRegion();
});

/** Reference to a construct whose logical id begins so. */
function to(construct: string, attribute = 'Arn') {
  return { 'Fn::GetAtt': [Match.stringLikeRegexp(`^${construct}`), attribute] };
}

/** Type and logical id of every resource, without what CDK makes of the stack's name. */
function inventory(template: Template): string[] {
  const { Resources } = template.toJSON() as { Resources: Record<string, { Type: string }> };
  return Object.entries(Resources).map(
    ([id, { Type }]) => `${Type} ${id.replace(/HoldfastRegion.*$|[0-9a-f]{32}$/, '')}`,
  );
}

describe('functions', () => {
  test.each([
    ['products', 10],
    ['carts', 10],
    ['place-order', 28],
    ['orders', 10],
    ['cancel-order', 28],
    ['admin', 28],
    ['health', 10],
    ['advance-orders', 60],
    ['sweep-orders', 90],
    ['settle-stock', 300],
    ['run-audit', 900],
    ['reconcile', 900],
    ['forget-customer', 60],
    ['error-budget', 60],
  ])('%s runs on arm64 for up to %d s, traced, with a log group of its own', (folder, Timeout) => {
    region.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: `holdfast-${folder}`,
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Timeout,
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogGroup: Match.anyValue() },
      Environment: { Variables: Match.objectLike({ POWERTOOLS_SERVICE_NAME: folder }) },
    });
    region.hasResource('AWS::Logs::LogGroup', {
      Properties: { LogGroupName: `/aws/lambda/holdfast-${folder}`, RetentionInDays: 30 },
      DeletionPolicy: 'Delete',
    });
  });

  test('a function that takes orders on knows where everything is', () => {
    region.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'holdfast-place-order',
      Environment: {
        Variables: {
          LEDGER_TABLE: 'holdfast-ledger',
          SHOP_TABLE: 'holdfast-shop',
          REGIONS: 'us-east-1,us-west-2',
          STOCK_BUCKETS: '4',
          EVENT_BUS_NAME: 'holdfast',
          MESSAGE_SENDER: 'shop@example.com',
          PAYMENT_PROVIDER: 'stripe',
          PAYMENT_SECRET_ID: 'holdfast/payment',
          ORDER_TOKEN_SECRET_ID: 'holdfast/order-token',
          ATTEMPT_MAX_SECONDS: '60',
          HOLD_MAX_SECONDS: '86400',
          DRAIN_PER_SECOND: '10',
          COUPON_PERCENT: '10',
          NODE_OPTIONS: '--enable-source-maps',
          METRICS_SERVICE: 'holdfast',
          POWERTOOLS_SERVICE_NAME: 'place-order',
          POWERTOOLS_METRICS_NAMESPACE: 'Holdfast',
          POWERTOOLS_LOG_LEVEL: 'INFO',
        },
      },
    });
  });

  test('all of a deployment add to the same metrics', () => {
    const other = primaryRegion(configuration({ name: 'my-shop' }));
    const shopFunctions = other.findResources('AWS::Lambda::Function', {
      Properties: { FunctionName: Match.stringLikeRegexp('^my-shop-') },
    });
    const own = other.findResources('AWS::Lambda::Function', {
      Properties: { Environment: { Variables: Match.objectLike({ METRICS_SERVICE: 'my-shop' }) } },
    });
    expect(Object.keys(own)).toEqual(Object.keys(shopFunctions));
  });

  test('settings reach the functions', () => {
    const other = primaryRegion(
      configuration({ holdHours: 2, stockBuckets: 8, objectives: { freshnessSeconds: 120 } }),
    );
    other.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'holdfast-sweep-orders',
      Environment: {
        Variables: Match.objectLike({
          HOLD_MAX_SECONDS: '7200',
          STOCK_BUCKETS: '8',
          FRESHNESS_SECONDS: '120',
        }),
      },
    });
  });
});

describe('queues', () => {
  test.each([
    ['orders', 'OrdersQueue', 360],
    ['audit', 'AuditQueue', 5400],
  ])(
    '%s hides a message for six time-outs and sets it aside after 5 receives',
    (name, construct, seconds) => {
      region.hasResourceProperties('AWS::SQS::Queue', {
        QueueName: `holdfast-${name}`,
        VisibilityTimeout: seconds,
        SqsManagedSseEnabled: true,
        RedrivePolicy: { deadLetterTargetArn: to(`${construct}DeadLetters`), maxReceiveCount: 5 },
      });
      region.hasResourceProperties('AWS::SQS::Queue', {
        QueueName: `holdfast-${name}-dlq`,
        MessageRetentionPeriod: 1_209_600,
        SqsManagedSseEnabled: true,
      });
    },
  );

  test.each([
    ['OrdersQueue', 'BackgroundAdvanceOrders', 5, 3],
    ['AuditQueue', 'BackgroundRunAudit', 1, 2],
  ])('%s feeds %s, which answers for each message', (queue, consumer, BatchSize, MaximumConcurrency) => {
    region.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: to(queue),
      FunctionName: { Ref: Match.stringLikeRegexp(`^${consumer}`) },
      BatchSize,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency },
    });
  });
});

describe('events', () => {
  test('are archived for 30 days', () => {
    region.hasResourceProperties('AWS::Events::EventBus', { Name: 'holdfast' });
    region.hasResourceProperties('AWS::Events::Archive', {
      EventPattern: { source: ['holdfast'] },
      RetentionDays: 30,
    });
  });

  test('an order whose payment is pending goes to the queue that advances it', () => {
    region.hasResourceProperties('AWS::Events::Rule', {
      EventBusName: { Ref: Match.stringLikeRegexp('^EventsBus') },
      EventPattern: { source: ['holdfast'], 'detail-type': ['OrderPaymentPending'] },
      Targets: [
        Match.objectLike({
          Arn: to('OrdersQueue'),
          DeadLetterConfig: { Arn: to('EventsDeadLetters') },
          InputTransformer: {
            InputPathsMap: { 'detail-orderId': '$.detail.orderId' },
            InputTemplate: '{"orderId":<detail-orderId>}',
          },
        }),
      ],
    });
    region.hasResourceProperties('AWS::SQS::Queue', { QueueName: 'holdfast-events-dlq' });
  });

  test.each([
    ['rate(1 minute)', 'BackgroundSweepOrders'],
    ['rate(15 minutes)', 'BackgroundSettleStock'],
    ['cron(0/20 9-10 * * ? *)', 'ReconciliationReconcile'],
  ])('%s starts %s, and a failed run is left to the next one', (ScheduleExpression, construct) => {
    region.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression,
      State: 'ENABLED',
      Targets: [
        Match.objectLike({ Arn: to(construct), RetryPolicy: Match.objectLike({ MaximumRetryAttempts: 0 }) }),
      ],
    });
    region.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: Match.stringLikeRegexp(`^${construct}`) },
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 60,
    });
  });

  test.each([
    [['us-east-1', 'us-west-2'], 'us-east-2', ['20 8', '20 20']],
    [['eu-west-1', 'eu-central-1'], 'eu-west-3', ['20 1', '20 13']],
  ])('%j audit half a day apart, and a run that cannot begin is begun again', (regions, witness, times) => {
    const both = synthesize(configuration({ regions, witness })).regions;
    for (const [index, template] of both.entries())
      template.hasResourceProperties('AWS::Events::Rule', {
        ScheduleExpression: `cron(${times[index]} * * ? *)`,
        State: 'ENABLED',
        Targets: [
          Match.objectLike({
            Arn: to('BackgroundRunAudit'),
            RetryPolicy: { MaximumRetryAttempts: 20, MaximumEventAgeInSeconds: 3600 },
          }),
        ],
      });
  });
});

describe('reports', () => {
  const Bucket = 'AWS::S3::Bucket';

  test('are private, encrypted, and outlive their stack', () => {
    region.hasResource(Bucket, {
      Properties: {
        BucketName: { 'Fn::Join': ['', ['holdfast-reports-', { Ref: 'AWS::AccountId' }, '-us-east-1']] },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      },
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('are reached over TLS only', () => {
    region.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: 's3:*',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ],
      },
    });
  });

  test('are kept for 400 days, what leads to them for 7', () => {
    const rule = (Prefix: string, ExpirationInDays: number) =>
      Match.objectLike({ Prefix, ExpirationInDays, Status: 'Enabled' });
    region.hasResourceProperties(Bucket, {
      LifecycleConfiguration: {
        Rules: [rule('reconciliation/progress/', 7), rule('reconciliation/reports/', 400)],
      },
    });
  });

  test.each([
    [['us-east-1', 'us-west-2'], 'us-east-2', ['9-10', '11-12']],
    [['eu-west-1', 'eu-central-1'], 'eu-west-2', ['2-3', '4-5']],
    [['ap-northeast-3', 'ap-northeast-1'], 'ap-northeast-2', ['17-18', '19-20']],
  ])('are made at night, in %j one Region after the other', (regions, witness, hours) => {
    const stacks = synthesize(configuration({ regions, witness })).regions;
    stacks.forEach((stack, index) =>
      stack.hasResourceProperties('AWS::Events::Rule', {
        ScheduleExpression: `cron(0/20 ${hours[index]} * * ? *)`,
      }),
    );
  });
});

test('the two Regions hold the same resources', () => {
  const [primary, other] = synthesize().regions.map(inventory);
  expect(other).toEqual(primary);
});

test('a Region reaches tables, secrets, queues and the bus of its own Region only', () => {
  const [, other] = synthesize().regions;
  const policies = JSON.stringify(other?.findResources('AWS::IAM::Policy'));
  expect(policies).toContain('us-west-2');
  expect(policies).not.toContain('us-east-1');
});
