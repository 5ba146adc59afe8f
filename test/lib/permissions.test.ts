import { type Template } from 'aws-cdk-lib/assertions';
import { synthesize } from './synthesized';

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

interface Policy {
  readonly Properties: {
    readonly PolicyDocument: { readonly Statement: readonly Statement[] };
    readonly Roles: readonly { readonly Ref: string }[];
  };
}

let region: Template;
let probes: readonly Template[];

beforeAll(() => {
  const { regions, ...others } = synthesize();
  [region] = regions as [Template];
  probes = others.probes;
});

const EVERY_FUNCTION = [
  'CreateLogStream, PutLogEvents on its log',
  'PutTelemetryRecords on *',
  'PutTraceSegments on *',
];
const READ_WRITE = 'BatchGetItem, GetItem, PutItem, UpdateItem';
const TELL = [
  'PutEvents on EventsBus',
  'SendEmail on identity/* as shop@example.com',
  'Publish on *',
  'no Publish on arn:aws:sns:*:*:*',
];
const CIRCUIT = 'PutItem, Query, UpdateItem on table/holdfast-shop CIRCUIT#';
const ADVANCE = [
  CIRCUIT,
  'BatchGetItem, GetItem, UpdateItem on table/holdfast-ledger STOCK# ORDER# LINES#',
  'GetSecretValue on secret:holdfast/payment-??????',
  ...TELL,
];
const COUPONS = [
  'PutItem on table/holdfast-ledger STOCK#COUPON. RECEIPT#COUPON.',
  'GetItem, UpdateItem on table/holdfast-ledger RECEIPT#COUPON.',
];
const CONSUME = 'ChangeMessageVisibility, DeleteMessage, GetQueueAttributes, GetQueueUrl, ReceiveMessage';

/** Everything that each function may call. A new permission is a decision, and belongs here too. */
const ALLOWED: readonly (readonly [string, readonly string[]])[] = [
  [
    'HttpProducts',
    [
      'BatchGetItem, GetItem on table/holdfast-shop PRODUCT#',
      'Query on table/holdfast-shop/index/catalogue',
      'BatchGetItem, GetItem on table/holdfast-ledger STOCK#',
    ],
  ],
  [
    'HttpCarts',
    [
      'BatchGetItem on table/holdfast-shop PRODUCT#',
      'DeleteItem, PutItem, Query, UpdateItem on table/holdfast-shop CART#',
    ],
  ],
  [
    'HttpPlaceOrder',
    [
      'BatchGetItem on table/holdfast-shop PRODUCT#',
      CIRCUIT,
      `${READ_WRITE} on table/holdfast-ledger STOCK# ORDER# LINES#`,
      'GetItem, UpdateItem on table/holdfast-ledger RECEIPT#',
      'GetSecretValue on secret:holdfast/order-token-??????',
      'GetSecretValue on secret:holdfast/payment-??????',
      ...TELL,
    ],
  ],
  [
    'HttpOrders',
    [
      'GetItem on table/holdfast-ledger ORDER# LINES#',
      'GetSecretValue on secret:holdfast/order-token-??????',
    ],
  ],
  [
    'HttpCancelOrder',
    [
      CIRCUIT,
      'BatchGetItem, GetItem, UpdateItem on table/holdfast-ledger STOCK# ORDER# LINES#',
      'GetSecretValue on secret:holdfast/order-token-??????',
      'GetSecretValue on secret:holdfast/payment-??????',
      'SendMessage on OrdersQueue',
      ...TELL,
    ],
  ],
  [
    'HttpPaymentWebhook',
    [
      'GetItem on table/holdfast-ledger ORDER#',
      'GetSecretValue on secret:holdfast/payment-??????',
      'SendMessage on OrdersQueue',
    ],
  ],
  [
    'HttpAdmin',
    [
      'BatchGetItem, BatchWriteItem, GetItem, PutItem, UpdateItem on table/holdfast-shop PRODUCT#',
      'GetItem on table/holdfast-shop AUDIT#',
      `${READ_WRITE} on table/holdfast-ledger STOCK# ORDER# LINES# RECEIPT#`,
      'Query on table/holdfast-ledger/index/work',
      'SendMessage on AuditQueue',
    ],
  ],
  ['HttpHealth', ['GetItem on table/holdfast-ledger HEALTH#', 'GetItem on table/holdfast-shop SWITCH#']],
  [
    'BackgroundAdvanceOrders',
    [
      ...ADVANCE,
      ...COUPONS,
      'Query on table/holdfast-ledger/index/work',
      `${CONSUME}, SendMessage on OrdersQueue`,
    ],
  ],
  [
    'BackgroundSweepOrders',
    [...ADVANCE, ...COUPONS, 'Query on table/holdfast-ledger/index/work', 'SendMessage on OrdersQueue'],
  ],
  [
    'BackgroundSettleStock',
    [
      `${READ_WRITE} on table/holdfast-ledger STOCK# ORDER# LINES# RECEIPT#`,
      'Query on table/holdfast-ledger/index/stock',
      'GetItem, PutItem on table/holdfast-shop CURSOR#',
    ],
  ],
  [
    'BackgroundRunAudit',
    [
      'Query, Scan on table/holdfast-ledger',
      'BatchGetItem, GetItem on table/holdfast-ledger STOCK# ORDER# LINES# RECEIPT#',
      'GetSecretValue on secret:holdfast/payment-??????',
      'PutItem on table/holdfast-shop AUDIT#',
      `${CONSUME} on AuditQueue`,
    ],
  ],
  [
    'ReconciliationReconcile',
    [
      'Scan on table/holdfast-ledger',
      'BatchGetItem, GetItem on table/holdfast-ledger ORDER#',
      'GetSecretValue on secret:holdfast/payment-??????',
      'GetItem, PutItem on table/holdfast-shop RECONCILIATION#',
      'GetObject, PutObject on ReconciliationReportsBucket /reconciliation/*',
    ],
  ],
  [
    'PersonalDataForgetCustomer',
    [
      'Scan on table/holdfast-ledger',
      'GetItem, UpdateItem on table/holdfast-ledger ORDER#',
      'UpdateItem on table/holdfast-ledger LINES#',
    ],
  ],
  [
    'ErrorBudgetCount',
    [
      'GetMetricData on *',
      'GetItem on table/holdfast-shop BUDGET#',
      'PutItem on table/holdfast-shop BUDGET#us-east-1',
    ],
  ],
];

test.each(ALLOWED)('%s may do this and nothing else', (construct, allowed) => {
  expect(permissionsOf(construct).sort()).toEqual([...EVERY_FUNCTION, ...allowed].sort());
});

test('a probe may read the health of its own Region, and change who gets shoppers, and nothing else', () => {
  expect(probes).toHaveLength(2);
  for (const probe of probes) {
    expect(permissionsOf('ProbeProbeRegion', probe).sort()).toEqual(
      [
        ...EVERY_FUNCTION,
        'GetItem on table/holdfast-ledger HEALTH#',
        'DescribeKeyValueStore, GetKey, PutKey on RoutingStoreArn of HoldfastEdge',
      ].sort(),
    );
  }
});

test('every function has a role of its own, with a generated name and no managed policy', () => {
  const assumed = region.findResources('AWS::IAM::Role', {
    Properties: { AssumeRolePolicyDocument: { Statement: [{ Principal: LAMBDA }] } },
  });
  const roles = Object.entries(assumed)
    .filter(([logicalId]) => !logicalId.startsWith(ROLE_OF_CDK))
    .map(([, role]) => role);

  expect(roles).toHaveLength(ALLOWED.length);
  for (const role of roles) {
    expect(role['Properties']).not.toHaveProperty('RoleName');
    expect(role['Properties']).not.toHaveProperty('ManagedPolicyArns');
  }
});

/** CDK's own function, which copies the storefront when deploying (lib/region/storefront-bucket.ts). */
const ROLE_OF_CDK = 'CustomCDKBucketDeployment';

const LAMBDA = { Service: 'lambda.amazonaws.com' };

/** What the role of one function allows, a line for each resource. */
function permissionsOf(construct: string, template = region): string[] {
  const policies = Object.values(template.findResources('AWS::IAM::Policy')) as unknown as Policy[];
  return policies
    .filter(({ Properties }) => Properties.Roles.some(({ Ref }) => Ref.startsWith(`${construct}Role`)))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .flatMap((statement) => resources(statement).flatMap((resource) => lines(statement, resource)));
}

/** CDK puts statements on everything together: there a line for each call. */
function lines(statement: Statement, resource: string): string[] {
  const { Action } = statement;
  if (resource !== '*') return [line(statement, resource)];
  return [Action].flat().map((action) => line({ ...statement, Action: action }, resource));
}

function line({ Effect, Action, Condition }: Statement, resource: string): string {
  const calls = [Action].flat().map((action) => action.replace(/^[a-z0-9-]+:/, ''));
  const keys = Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? [];
  const sender = Condition?.['StringEquals']?.['ses:FromAddress'];
  const effect = Effect === 'Deny' ? 'no ' : '';
  const as = sender === undefined ? '' : ` as ${String(sender)}`;
  return [
    `${effect}${calls.join(', ')} on ${resource}${as}`,
    ...keys.map((key) => key.replace(/\*$/, '')),
  ].join(' ');
}

function resources({ Resource }: Statement): string[] {
  return (Array.isArray(Resource) ? (Resource as unknown[]) : [Resource]).map(shortName);
}

/** `table/holdfast-ledger` of its ARN, or the construct that a reference points to. */
function shortName(resource: unknown): string {
  if (resource === '*') return '*';
  const text = typeof resource === 'string' ? resource : JSON.stringify(resource);
  const named = /":((?:table|secret|identity)[^"]+)"/.exec(text)?.[1];
  if (named !== undefined) return named;
  const output = /"Fn::GetStackOutput":\{"StackName":"(\w+)",.*"OutputName":"(\w+)"/.exec(text);
  if (output !== null) return `${output[2]} of ${output[1]}`;
  const objects = /"Fn::GetAtt":\["([A-Za-z]+?)[0-9A-F]{8}","Arn"\]\},"(\/[^"]+)"/.exec(text);
  if (objects !== null) return `${objects[1]} ${objects[2]}`;
  const target = /"Fn::GetAtt":\["([A-Za-z]+?)[0-9A-F]{8}"/.exec(text)?.[1] ?? text;
  return target.endsWith('Logs') ? 'its log' : target;
}
