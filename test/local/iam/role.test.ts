import { decide } from './support';

const TABLE = 'arn:aws:dynamodb:us-west-2:123456789012:table/GameScores';

describe('the order of AWS’s policy evaluation logic', () => {
  const allow = { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' };
  const deny = { Effect: 'Deny', Action: 'dynamodb:DeleteItem', Resource: TABLE };

  test.each<[string, object[], string, string, string]>([
    ['what nothing allows is denied', [], 'dynamodb:GetItem', TABLE, 'not_allowed'],
    ['one allow is enough', [allow], 'dynamodb:GetItem', TABLE, 'allowed'],
    [
      'an explicit deny wins over an allow before it',
      [allow, deny],
      'dynamodb:DeleteItem',
      TABLE,
      'explicitly_denied',
    ],
    ['and after it', [deny, allow], 'dynamodb:DeleteItem', TABLE, 'explicitly_denied'],
    [
      'a deny about another resource says nothing',
      [allow, deny],
      'dynamodb:DeleteItem',
      `${TABLE}/index/x`,
      'allowed',
    ],
    ['a deny allows nothing else', [deny], 'dynamodb:GetItem', TABLE, 'not_allowed'],
    ['an allow of another action does not help', [allow], 'sqs:SendMessage', TABLE, 'not_allowed'],
    [
      'actions are not case-sensitive',
      [{ ...allow, Action: 'DynamoDB:getitem' }],
      'dynamodb:GetItem',
      TABLE,
      'allowed',
    ],
    [
      'resources are',
      [{ ...allow, Resource: TABLE.toLowerCase() }],
      'dynamodb:GetItem',
      TABLE,
      'not_allowed',
    ],
    [
      'a list allows any of its members',
      [{ ...allow, Action: ['a:B', 'dynamodb:Get*'] }],
      'dynamodb:GetItem',
      TABLE,
      'allowed',
    ],
    ['* is every action', [{ ...allow, Action: '*' }], 'sqs:SendMessage', TABLE, 'allowed'],
    [
      'a table is not its index',
      [{ ...allow, Resource: TABLE }],
      'dynamodb:Query',
      `${TABLE}/index/x`,
      'not_allowed',
    ],
  ])('%s', (_, statements, action, resource, expected) => {
    expect(decide(statements, action, resource)).toBe(expected);
  });
});

// Examples of "IAM JSON policy elements: NotAction" and "… NotResource".
describe('NotAction and NotResource', () => {
  const allButDelete = { Effect: 'Allow', NotAction: 's3:DeleteBucket', Resource: 'arn:aws:s3:::*' };
  const HR = 'arn:aws:s3:::HRBucket/Payroll';
  const onlyPayroll = [
    { Effect: 'Allow', Action: 's3:*', Resource: '*' },
    { Effect: 'Deny', Action: 's3:*', NotResource: [HR, `${HR}/*`] },
  ];

  test.each<[object[], string, string, string]>([
    [[allButDelete], 's3:GetObject', 'arn:aws:s3:::bucket', 'allowed'],
    [[allButDelete], 's3:DeleteBucket', 'arn:aws:s3:::bucket', 'not_allowed'],
    [[allButDelete], 'sqs:SendMessage', 'arn:aws:sqs:::queue', 'not_allowed'],
    [onlyPayroll, 's3:GetObject', `${HR}/june`, 'allowed'],
    [onlyPayroll, 's3:GetObject', 'arn:aws:s3:::HRBucket/Other', 'explicitly_denied'],
  ])('%j: %s on %s', (statements, action, resource, expected) => {
    expect(decide(statements, action, resource)).toBe(expected);
  });
});

// "Single-valued vs. multivalued context keys", whose tables have aws:TagKeys where this has LeadingKeys.
describe('conditions', () => {
  const when = (operator: string, values: unknown, key = 'dynamodb:LeadingKeys') => [
    {
      Effect: 'Allow',
      Action: 'dynamodb:GetItem',
      Resource: '*',
      Condition: { [operator]: { [key]: values } },
    },
  ];
  const TWO = ['environment', 'costcenter'];

  test.each<[string, unknown, string[] | undefined, string]>([
    ['ForAllValues:StringEquals', TWO, ['environment'], 'allowed'],
    ['ForAllValues:StringEquals', TWO, ['costcenter', 'environment'], 'allowed'],
    ['ForAllValues:StringEquals', TWO, ['environment', 'dept'], 'not_allowed'],
    ['ForAllValues:StringEquals', TWO, ['dept'], 'not_allowed'],
    ['ForAllValues:StringEquals', TWO, undefined, 'allowed'],
    ['ForAllValues:StringEquals', 'environment', ['environment'], 'allowed'],
    ['ForAllValues:StringEquals', 'env*', ['environment'], 'not_allowed'],
    ['ForAnyValue:StringEquals', TWO, ['environment', 'dept'], 'allowed'],
    ['ForAnyValue:StringEquals', TWO, ['dept'], 'not_allowed'],
    ['ForAnyValue:StringEquals', TWO, undefined, 'not_allowed'],
    ['ForAnyValue:StringEqualsIfExists', TWO, undefined, 'allowed'],
    ['ForAllValues:StringLike', ['STOCK#*', 'ORDER#*'], ['ORDER#1', 'STOCK#2'], 'allowed'],
    ['ForAllValues:StringLike', ['STOCK#*', 'ORDER#*'], ['ORDER#1', 'CART#2'], 'not_allowed'],
    ['ForAllValues:StringLike', ['STOCK#*'], ['stock#2'], 'not_allowed'],
    ['ForAllValues:StringNotLike', ['STOCK#*', 'ORDER#*'], ['CART#1'], 'allowed'],
    ['ForAllValues:StringNotLike', ['STOCK#*', 'ORDER#*'], ['CART#1', 'ORDER#1'], 'not_allowed'],
    ['ForAnyValue:StringNotEquals', TWO, ['environment', 'dept'], 'allowed'],
    ['ForAnyValue:StringNotEquals', TWO, ['environment'], 'not_allowed'],
    ['ForAnyValue:StringNotEquals', TWO, undefined, 'not_allowed'],
  ])('%s %j of %j', (operator, values, keys, expected) => {
    const context = keys === undefined ? {} : { 'dynamodb:LeadingKeys': keys };
    expect(decide(when(operator, values), 'dynamodb:GetItem', '*', context)).toBe(expected);
  });

  test.each<[string, string | undefined, string]>([
    ['StringEquals', 'shop@example.com', 'allowed'],
    ['StringEquals', 'Shop@example.com', 'not_allowed'],
    ['StringEquals', undefined, 'not_allowed'],
    ['StringEqualsIfExists', undefined, 'allowed'],
    ['StringNotEquals', 'shop@example.com', 'not_allowed'],
    ['StringNotEquals', undefined, 'allowed'],
  ])('%s of a single-valued key: %s', (operator, from, expected) => {
    const statements = when(operator, 'shop@example.com', 'SES:fromAddress');
    const context = from === undefined ? {} : { 'ses:FromAddress': [from] };
    expect(decide(statements, 'dynamodb:GetItem', '*', context)).toBe(expected);
  });

  test('all of them must hold', () => {
    const both = {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'A#*' },
      StringEquals: { 'ses:FromAddress': 'x@example.com' },
    };
    const statements = [{ Effect: 'Allow', Action: '*', Resource: '*', Condition: both }];
    const keys = { 'dynamodb:LeadingKeys': ['A#1'] };
    expect(decide(statements, 'a:B', '*', keys)).toBe('not_allowed');
    expect(decide(statements, 'a:B', '*', { ...keys, 'ses:FromAddress': ['x@example.com'] })).toBe('allowed');
  });

  test('a deny applies only where its condition holds', () => {
    const statements = [
      { Effect: 'Allow', Action: '*', Resource: '*' },
      {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': 'X#*' } },
      },
    ];
    expect(decide(statements, 'dynamodb:GetItem', '*', { 'dynamodb:LeadingKeys': ['X#1'] })).toBe(
      'explicitly_denied',
    );
    expect(decide(statements, 'dynamodb:GetItem', '*', { 'dynamodb:LeadingKeys': ['Y#1'] })).toBe('allowed');
  });
});
