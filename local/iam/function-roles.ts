import { AssemblyError } from '../assembly/assembly-error';
import { isRecord } from '../assembly/template';
import { type RegionTemplate, type Resource } from '../types';
import { parsePolicy, type Statement } from './policy-document';
import { Role } from './role';

/**
 * The role of every function of a region, by function name, with its inline policies and all that are
 * attached to it. Throws an `AssemblyError` where the template does not tell what a role allows.
 */
export function functionRoles({ resources }: RegionTemplate): ReadonlyMap<string, Role> {
  const roles = new Map<string, Role>();
  for (const { type, ref, logicalId, properties } of resources) {
    if (type !== 'AWS::Lambda::Function') continue;
    const role = roleOf(String(properties['Role']), logicalId, resources);
    roles.set(ref, new Role(role.ref, statementsOf(role, resources)));
  }
  return roles;
}

function roleOf(arn: string, logicalId: string, resources: readonly Resource[]): Resource {
  const [role, ...others] = resources.filter((each) => each.type === 'AWS::IAM::Role' && each.arn === arn);
  if (role !== undefined && others.length === 0) return role;
  const problem =
    role === undefined
      ? `its role ${arn} is not in this region's stacks, so what it allows is not known`
      : `several roles have the ARN ${arn} here: give them shorter names`;
  throw new AssemblyError(problem, { logicalId, path: 'Role' });
}

function statementsOf(role: Resource, resources: readonly Resource[]): Statement[] {
  const { logicalId, properties } = role;
  if (properties['PermissionsBoundary'] !== undefined) {
    throw new AssemblyError('the local cloud knows no permissions boundaries', { logicalId });
  }
  const managed = strings(properties['ManagedPolicyArns']);
  const attached = resources.filter((each) => isAttached(each, role, managed));
  const unknown = managed.filter((arn) => !attached.some((each) => each.arn === arn));
  if (unknown.length > 0) {
    const problem = `${unknown.join(', ')} is not in the template, so what it allows is not known; write the statements out`;
    throw new AssemblyError(problem, { logicalId, path: 'ManagedPolicyArns' });
  }
  return [...inlineStatements(role), ...attached.flatMap(attachedStatements)];
}

function inlineStatements({ logicalId, properties }: Resource): Statement[] {
  const { Policies } = properties;
  const policies: unknown[] = Array.isArray(Policies) ? Policies : [];
  return policies.flatMap((policy, index) =>
    parsePolicy(isRecord(policy) ? policy['PolicyDocument'] : undefined, {
      logicalId,
      path: `Policies.${index}.PolicyDocument`,
    }),
  );
}

function attachedStatements({ logicalId, properties }: Resource): Statement[] {
  return parsePolicy(properties['PolicyDocument'], { logicalId, path: 'PolicyDocument' });
}

/** A policy names its roles; of a managed policy the role may also name the ARN. */
function isAttached(
  { type, arn, properties }: Resource,
  role: Resource,
  managed: readonly string[],
): boolean {
  switch (type) {
    case 'AWS::IAM::RolePolicy':
      return properties['RoleName'] === role.ref;
    case 'AWS::IAM::Policy':
      return strings(properties['Roles']).includes(role.ref);
    case 'AWS::IAM::ManagedPolicy':
      return strings(properties['Roles']).includes(role.ref) || managed.includes(arn);
    default:
      return false;
  }
}

const strings = (value: unknown): string[] => (Array.isArray(value) ? (value as unknown[]).map(String) : []);
