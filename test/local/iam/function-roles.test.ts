import { functionRoles } from '../../../local/iam/function-roles';
import { type Resource } from '../../../local/types';
import { regionWith, resource } from './support';

const GET = { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: '*' };
const SEND = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' };
const document = (...statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });

/** The template with properties of the function's role changed. */
function withRole(properties: object, ...others: readonly Resource[]) {
  const template = regionWith([GET], ...others);
  const resources = template.resources.map((each) =>
    each.type === 'AWS::IAM::Role' ? { ...each, properties: { ...each.properties, ...properties } } : each,
  );
  return { ...template, resources };
}

function mayPublish(template: ReturnType<typeof withRole>): boolean {
  const role = functionRoles(template).get('shop');
  return (
    role?.decide({ action: 'sqs:SendMessage', resource: 'arn:aws:sqs:::q', context: {} }).kind === 'allowed'
  );
}

describe('a role has', () => {
  const MANAGED = 'arn:aws:iam::000000000000:policy/send';

  test.each<[string, ReturnType<typeof withRole>, boolean]>([
    ['nothing that no policy gives it', withRole({}), false],
    [
      'its inline policies',
      withRole({ Policies: [{ PolicyName: 'send', PolicyDocument: document(SEND) }] }),
      true,
    ],
    [
      'policies that name it',
      withRole(
        {},
        resource('AWS::IAM::Policy', 'send', {
          Roles: ['other', 'shop-role'],
          PolicyDocument: document(SEND),
        }),
      ),
      true,
    ],
    [
      'no policies that name others',
      withRole(
        {},
        resource('AWS::IAM::Policy', 'send', { Roles: ['other'], PolicyDocument: document(SEND) }),
      ),
      false,
    ],
    [
      'role policies',
      withRole(
        {},
        resource('AWS::IAM::RolePolicy', 'send', { RoleName: 'shop-role', PolicyDocument: document(SEND) }),
      ),
      true,
    ],
    [
      'managed policies of the template by ARN',
      withRole(
        { ManagedPolicyArns: [MANAGED] },
        resource('AWS::IAM::ManagedPolicy', 'send', { PolicyDocument: document(SEND) }, { arn: MANAGED }),
      ),
      true,
    ],
    [
      'managed policies that name it',
      withRole(
        {},
        resource('AWS::IAM::ManagedPolicy', 'send', { Roles: ['shop-role'], PolicyDocument: document(SEND) }),
      ),
      true,
    ],
  ])('%s', (_, template, expected) => {
    expect(mayPublish(template)).toBe(expected);
  });
});

describe('what the local cloud would not evaluate as AWS does ends the start, by name', () => {
  const condition = (operator: string, key: string) => ({
    ...GET,
    Condition: { [operator]: { [key]: 'x' } },
  });

  test.each<[string, object, string]>([
    [
      'an unknown operator',
      condition('DateLessThan', 'aws:CurrentTime'),
      'no condition operator DateLessThan',
    ],
    [
      'an unknown qualifier',
      condition('ForSome:StringEquals', 'dynamodb:LeadingKeys'),
      'ForSome:StringEquals',
    ],
    ['an unknown key', condition('StringEquals', 'aws:SourceIp'), 'no condition key aws:SourceIp'],
    [
      'a multivalued key without a qualifier',
      condition('StringLike', 'dynamodb:LeadingKeys'),
      'needs ForAllValues',
    ],
    ['a policy variable in a resource', { ...GET, Resource: 'arn:${aws:userid}' }, '${aws:userid}'],
    ['a principal', { ...GET, Principal: '*' }, 'cannot have Principal'],
    ['no action', { Effect: 'Allow', Resource: '*' }, 'either Action or NotAction'],
    ['both actions', { ...GET, NotAction: 'a:B' }, 'either Action or NotAction'],
    ['no resource', { Effect: 'Allow', Action: 'a:B' }, 'either Resource or NotResource'],
    ['an action without a service', { ...GET, Action: 'GetItem' }, 'GetItem is no action'],
    ['an unknown effect', { ...GET, Effect: 'Permit' }, 'not Permit'],
  ])('%s', (_, statement, message) => {
    const start = () => functionRoles(regionWith([GET, statement]));
    expect(start).toThrow(message);
    expect(start).toThrow('resource shop-policy, at PolicyDocument.Statement.1');
  });

  test.each<[string, object, string]>([
    [
      'a managed policy of AWS',
      { ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'] },
      'AWSLambdaBasicExecutionRole is not in the template',
    ],
    [
      'a permissions boundary',
      { PermissionsBoundary: 'arn:aws:iam::aws:policy/X' },
      'permissions boundaries',
    ],
  ])('%s', (_, properties, message) => {
    expect(() => functionRoles(withRole(properties))).toThrow(message);
  });

  test('a role from elsewhere', () => {
    const imported = resource('AWS::Lambda::Function', 'other', { Role: 'arn:aws:iam::1:role/elsewhere' });
    expect(() => functionRoles(regionWith([GET], imported))).toThrow('role/elsewhere is not in this region');
  });

  test('two roles of one name', () => {
    const twin = resource('AWS::IAM::Role', 'twin', {}, { arn: 'arn:aws:iam::000000000000:role/shop-role' });
    expect(() => functionRoles(regionWith([GET], twin))).toThrow('several roles');
  });
});
