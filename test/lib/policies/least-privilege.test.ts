import { type Stack } from 'aws-cdk-lib';
import {
  Effect,
  PolicyStatement,
  type PolicyStatementProps,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { leastPrivilege } from '../../../lib/policies/least-privilege';
import { breaches } from './breaches';

const TABLE = 'arn:aws:dynamodb:us-east-1:111122223333:table/shop';
const AT = 'Properties.PolicyDocument.Statement.0';

function addStatement(stack: Stack, props: PolicyStatementProps): void {
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  role.addToPolicy(new PolicyStatement(props));
}

test.each<[string, PolicyStatementProps, string]>([
  [
    'all actions of a service',
    { actions: ['dynamodb:*'], resources: [TABLE] },
    'allows dynamodb:*: name the single actions',
  ],
  [
    'actions by prefix',
    { actions: ['dynamodb:Get*'], resources: [TABLE] },
    'allows dynamodb:Get*: name the single actions',
  ],
  [
    'transactions',
    { actions: ['dynamodb:TransactWriteItems'], resources: [TABLE] },
    'allows dynamodb:TransactWriteItems, which the Ledger refuses (MRSC)',
  ],
  [
    'every resource',
    { actions: ['dynamodb:GetItem'], resources: ['*'] },
    'allows dynamodb:GetItem on a wildcard: name the resource',
  ],
  [
    'every table',
    { actions: ['dynamodb:GetItem'], resources: ['arn:aws:dynamodb:us-east-1:111122223333:table/*'] },
    'allows dynamodb:GetItem on a wildcard: name the resource',
  ],
  [
    'e-mail as anybody',
    { actions: ['ses:SendEmail'], resources: ['arn:aws:ses:us-east-1:111122223333:identity/*'] },
    'allows ses:SendEmail on a wildcard: name the resource',
  ],
  [
    'another action beside the traces',
    { actions: ['xray:PutTraceSegments', 'logs:PutLogEvents'], resources: ['*'] },
    'allows logs:PutLogEvents on a wildcard: name the resource',
  ],
  ...[
    ['all objects of a bucket', 's3:GetObject', 'arn:aws:s3:::reports/*'],
    ['objects of every bucket', 's3:PutObject', 'arn:aws:s3:::*/reconciliation/*'],
    ['deletion under a prefix', 's3:DeleteObject', 'arn:aws:s3:::reports/reconciliation/*'],
  ].map(([name = '', action = '', resource = '']): [string, PolicyStatementProps, string] => [
    name,
    { actions: [action], resources: [resource] },
    `allows ${action} on a wildcard: name the resource`,
  ]),
  [
    'all but something',
    { notActions: ['iam:PassRole'], resources: [TABLE] },
    'allows everything but something: name what is allowed',
  ],
])('%s: refused', (_, statement, message) => {
  const found = breaches(leastPrivilege, (stack) => addStatement(stack, statement));
  expect(found).toEqual([`${AT}: ${message}`]);
});

test('a document inside a role is found too', () => {
  const inline = {
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          Policies: [
            {
              PolicyDocument: {
                Statement: { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::a' },
              },
            },
          ],
        },
      },
    },
  };
  expect(leastPrivilege.check(inline)).toEqual([
    {
      logicalId: 'Role',
      location: 'Properties.Policies.0.PolicyDocument.Statement.0',
      message: 'allows s3:*: name the single actions',
    },
  ]);
});

test.each<[string, PolicyStatementProps]>([
  ['single actions on a named table', { actions: ['dynamodb:GetItem'], resources: [TABLE] }],
  ['traces, which have no resources', { actions: ['xray:PutTraceSegments'], resources: ['*'] }],
  [
    'objects under a prefix',
    { actions: ['s3:GetObject', 's3:PutObject'], resources: ['arn:aws:s3:::reports/reconciliation/*'] },
  ],
  ['a refusal of everything', { effect: Effect.DENY, actions: ['s3:*'], resources: ['*'] }],
])('%s: passes', (_, statement) => {
  expect(breaches(leastPrivilege, (stack) => addStatement(stack, statement))).toEqual([]);
});

test('e-mail as one sender passes, whichever identity is verified', () => {
  const found = breaches(leastPrivilege, (stack) =>
    addStatement(stack, {
      actions: ['ses:SendEmail'],
      resources: ['arn:aws:ses:us-east-1:111122223333:identity/*'],
      conditions: { StringEquals: { 'ses:FromAddress': 'shop@example.com' } },
    }),
  );
  expect(found).toEqual([]);
});
