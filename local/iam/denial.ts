import { type Condition } from './conditions';
import { type Permission, type RequestContext } from './permission';
import { type Decision } from './role';

/**
 * The message of AWS's AccessDenied ("Troubleshoot access denied error messages"). Where a condition was what
 * failed, the values that it did not let pass follow in brackets; AWS keeps those to itself.
 *
 * @param user ARN of the assumed role.
 */
export function denialMessage(
  user: string,
  { action, resource, context }: Permission,
  decision: Exclude<Decision, { kind: 'allowed' }>,
): string {
  const start = `User: ${user} is not authorized to perform: ${action} on resource: ${resource}`;
  if (decision.kind === 'explicitly_denied')
    return `${start} with an explicit deny in an identity-based policy`;
  const reasons = decision.unmet.map((condition) => reason(condition, context));
  const why = reasons.length === 0 ? '' : ` (${reasons.join('; ')})`;
  return `${start} because no identity-based policy allows the ${action} action${why}`;
}

function reason({ key, operator, values, passes }: Condition, context: RequestContext): string {
  const given = context[key]?.filter((value) => !passes(value)) ?? [];
  const found = given.length === 0 ? 'absent' : [...new Set(given)].join(', ');
  return `${key} is ${found}, ${operator} has ${values.join(', ')}`;
}
