import { parsePolicy } from '../../../local/iam/policy-document';
import { type RequestContext } from '../../../local/iam/permission';
import { Role } from '../../../local/iam/role';
import { type RegionTemplate, type Resource } from '../../../local/types';

/** A role with one policy of these statements. */
export function roleWith(...statements: readonly object[]): Role {
  return new Role('role', parsePolicy({ Version: '2012-10-17', Statement: statements }, {}));
}

/** How a role of these statements decides, as a word. */
export function decide(
  statements: readonly object[],
  action: string,
  resource = '*',
  context: RequestContext = {},
): string {
  return roleWith(...statements).decide({ action, resource, context }).kind;
}

const ACCOUNT = '000000000000';
const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:us-east-1:${ACCOUNT}:${resource}`;

/** A resource of the template in us-east-1 whose logical id is its name. */
export function resource(
  type: string,
  name: string,
  properties: object,
  its: Partial<Resource> = {},
): Resource {
  return { logicalId: name, type, ref: name, arn: '', properties: { ...properties }, ...its };
}

/** A region with a function `shop`, whose role `shop-role` has these statements, and things to call. */
export function regionWith(statements: readonly object[], ...others: readonly Resource[]): RegionTemplate {
  const roleArn = `arn:aws:iam::${ACCOUNT}:role/shop-role`;
  return {
    region: 'us-east-1',
    accountId: ACCOUNT,
    assetDirectory: () => '',
    resources: [
      resource('AWS::Lambda::Function', 'shop', { Role: roleArn }),
      resource('AWS::IAM::Role', 'shop-role', {}, { arn: roleArn }),
      resource('AWS::IAM::Policy', 'shop-policy', {
        Roles: ['shop-role'],
        PolicyDocument: { Version: '2012-10-17', Statement: statements },
      }),
      resource('AWS::DynamoDB::GlobalTable', 'ledger', {
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        GlobalSecondaryIndexes: [
          {
            IndexName: 'work',
            KeySchema: [
              { AttributeName: 'due', KeyType: 'HASH' },
              { AttributeName: 'at', KeyType: 'RANGE' },
            ],
          },
        ],
      }),
      resource('AWS::DynamoDB::GlobalTable', 'items', {
        KeySchema: [
          { AttributeName: 'id', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
      }),
      resource(
        'AWS::SecretsManager::Secret',
        'shop/token',
        {},
        { arn: arn('secretsmanager', 'secret:shop/token-a1b2c3') },
      ),
      resource('AWS::SES::EmailIdentity', 'identity', { EmailIdentity: 'example.com' }),
      ...others,
    ],
  };
}
