import { awsError, AwsFault, type AwsAnswer } from '../endpoint/aws-call';
import { type RestRequest } from '../endpoint/endpoint';
import { callerOf } from '../lambda/caller';
import { type Log, type RegionTemplate } from '../types';
import { denialMessage } from './denial';
import { functionRoles } from './function-roles';
import { type Permission, type ServiceAuthorization } from './permission';
import { type Decision, type Role } from './role';
import { SERVICES } from './services';

/**
 * Holds the functions of one region to what their roles allow. Everyone else may do everything, as an
 * administrator of the account may.
 */
export class Authorizer {
  private readonly roles: ReadonlyMap<string, Role>;
  private readonly services: readonly ServiceAuthorization[];
  private readonly told = new Set<string>();

  /** Throws an `AssemblyError` if a function's policies cannot be evaluated as AWS would. */
  constructor(
    private readonly template: RegionTemplate,
    private readonly log: Log,
  ) {
    this.roles = functionRoles(template);
    this.services = SERVICES.map((service) => service(template));
  }

  /** The answer to a call that its caller may not make, or null if the call may go on. */
  refusal(accessKey: string, request: RestRequest): AwsAnswer | null {
    const functionName = callerOf(accessKey)?.functionName ?? '';
    const role = this.roles.get(functionName);
    if (role === undefined) return null;
    try {
      return this.refusalOf(functionName, role, request);
    } catch (error) {
      if (error instanceof AwsFault) return awsError(error.code, error.message, error.status);
      throw error;
    }
  }

  /** Whether the caller may do something that no call of its own asks for. */
  allows(accessKey: string, permission: Permission): boolean {
    const role = this.roles.get(callerOf(accessKey)?.functionName ?? '');
    return role === undefined || role.decide(permission).kind === 'allowed';
  }

  private refusalOf(functionName: string, role: Role, request: RestRequest): AwsAnswer | null {
    for (const service of this.services) {
      const permissions = service.permissions(request);
      if (permissions === null) continue;
      for (const permission of permissions) {
        const decision = role.decide(permission);
        if (decision.kind !== 'allowed')
          return service.denied(this.deny(functionName, role, permission, decision));
      }
      return null;
    }
    throw unknownCall(functionName, request);
  }

  private deny(
    functionName: string,
    role: Role,
    permission: Permission,
    decision: Exclude<Decision, { kind: 'allowed' }>,
  ): string {
    const { accountId, region } = this.template;
    const user = `arn:aws:sts::${accountId}:assumed-role/${role.name}/${functionName}`;
    const message = denialMessage(user, permission, decision);
    const { action, resource } = permission;
    const what = `${functionName} ${action} ${resource}`;
    if (!this.told.has(what)) this.log(`AccessDenied in ${region}: ${message}`);
    this.told.add(what);
    return message;
  }
}

/** Neither allowed nor denied by AWS's rules, so refused with a message of our own. */
function unknownCall(functionName: string, { method, path, headers }: RestRequest): AwsFault {
  const call = headers['x-amz-target'] ?? `${method} ${path}`;
  const message = `The local cloud does not know which permission ${functionName} needs for ${call}: add it to local/iam/services`;
  return new AwsFault('UnknownOperationException', message, 404);
}
