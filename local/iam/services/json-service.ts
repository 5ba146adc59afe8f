import { awsError, AwsFault, bodyOf, type AwsAnswer } from '../../endpoint/aws-call';
import { type Permission, type ServiceAuthorization } from '../permission';

/** The input of a call in a JSON protocol. */
export type Input = Readonly<Record<string, unknown>>;

/** How the answer to a refused caller looks in the AWS JSON protocols, by default. */
const denied = (message: string): AwsAnswer =>
  awsError('com.amazon.coral.service#AccessDeniedException', message, 400);

/**
 * Authorization of a service with a JSON protocol. `permissionsOf` gives the permissions that an operation
 * needs, or null for one that it does not know: such a call is refused as unknown.
 *
 * @param target What `X-Amz-Target` has before the dot.
 */
export function jsonService(
  target: string,
  permissionsOf: (operation: string, input: Input) => readonly Permission[] | null,
  deniedAnswer: ServiceAuthorization['denied'] = denied,
): ServiceAuthorization {
  const prefix = `${target}.`;
  return {
    permissions: ({ headers, body }) => {
      const header = headers['x-amz-target'];
      if (header?.startsWith(prefix) !== true) return null;
      const operation = header.slice(prefix.length);
      return permissionsOf(operation, bodyOf({ operation, body, headers }));
    },
    denied: deniedAnswer,
  };
}

/** A required parameter that is text. Throws the fault that AWS answers when it is missing. */
export function textOf(input: Input, name: string): string {
  const value = input[name];
  if (typeof value === 'string') return value;
  throw new AwsFault('ValidationException', `${name} must be a string`);
}
