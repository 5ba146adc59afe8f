import { type Breach, type Policy } from './policy';
import { asList, asObject, type NamedResource, resourcesOfType, type Template } from './template';

/**
 * X-Ray knows no resources to confine its two to, CloudWatch none for reading metrics (Service Authorization Reference,
 * AWS X-Ray and Amazon CloudWatch), and SNS none for a phone number ("Identity-based policies for Amazon SNS").
 */
const UNCONFINED_ACTIONS = new Set([
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'sns:Publish',
  'cloudwatch:GetMetricData',
]);

/** Transactions are refused by MRSC tables, so a function that may call them was written for another table. */
const REFUSED_ACTIONS = /^dynamodb:(TransactWriteItems|TransactGetItems)$/;

/** Roles name the calls and the resources that their function needs, one by one. */
export const leastPrivilege: Policy = {
  id: 'least-privilege',
  description: 'Roles allow single actions on named resources, and no transactions on the Ledger',
  check: (template) =>
    documents(template).flatMap(({ logicalId, location, document }) =>
      asList(asObject(document)['Statement']).flatMap((statement, index) =>
        faultsOf(asObject(statement)).map((message) => ({
          logicalId,
          location: `${location}.Statement.${index}`,
          message,
        })),
      ),
    ),
};

interface LocatedDocument extends Omit<Breach, 'message'> {
  readonly document: unknown;
}

/** Documents that stand beside a role and documents inside one. */
function documents(template: Template): LocatedDocument[] {
  const standalone = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy']
    .flatMap((type) => resourcesOfType(template, type))
    .map(({ logicalId, properties }) => ({
      logicalId,
      location: 'Properties.PolicyDocument',
      document: properties['PolicyDocument'],
    }));
  return [...standalone, ...resourcesOfType(template, 'AWS::IAM::Role').flatMap(inlineDocuments)];
}

function inlineDocuments({ logicalId, properties }: NamedResource): LocatedDocument[] {
  return asList(properties['Policies']).map((policy, index) => ({
    logicalId,
    location: `Properties.Policies.${index}.PolicyDocument`,
    document: asObject(policy)['PolicyDocument'],
  }));
}

function faultsOf(statement: Readonly<Record<string, unknown>>): string[] {
  if (statement['Effect'] !== 'Allow') return [];
  if (statement['NotAction'] !== undefined || statement['NotResource'] !== undefined) {
    return ['allows everything but something: name what is allowed'];
  }
  const actions = asList(statement['Action']).map(String);
  return [...actions.flatMap(faultOfAction), ...faultOfResources(statement, actions)];
}

function faultOfAction(action: string): string[] {
  if (action.includes('*')) return [`allows ${action}: name the single actions`];
  if (REFUSED_ACTIONS.test(action)) return [`allows ${action}, which the Ledger refuses (MRSC)`];
  return [];
}

/** Which identity SES asks for cannot be known beforehand; whose name an e-mail bears can. */
const isConfinedBySender = ({ Condition }: Readonly<Record<string, unknown>>, action: string): boolean =>
  action === 'ses:SendEmail' &&
  typeof asObject(asObject(Condition)['StringEquals'])['ses:FromAddress'] === 'string';

const OBJECT_ACTIONS = new Set(['s3:GetObject', 's3:PutObject']);

/** Objects have no names beforehand: those under one prefix of one bucket are confined. */
function isWildcard(resource: unknown, actions: readonly string[]): boolean {
  const text = JSON.stringify(resource);
  const onObjects = actions.every((action) => OBJECT_ACTIONS.has(action));
  return (onObjects ? text.replace(/(\/[\w-]+\/)\*"/, '$1"') : text).includes('*');
}

function faultOfResources(
  statement: Readonly<Record<string, unknown>>,
  actions: readonly string[],
): string[] {
  const confined = actions.filter(
    (action) => !UNCONFINED_ACTIONS.has(action) && !isConfinedBySender(statement, action),
  );
  const wildcard = asList(statement['Resource']).some((resource) => isWildcard(resource, confined));
  if (confined.length === 0 || !wildcard) return [];
  return [`allows ${confined.join(', ')} on a wildcard: name the resource`];
}
