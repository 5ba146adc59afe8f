import { awsError } from '../../endpoint/aws-call';
import { type ServiceAuthorization } from '../permission';
import { queryParameters } from './query-call';

/** GetCallerIdentity takes no permission, and not even an explicit deny prevents it (its API reference). */
export function sts(): ServiceAuthorization {
  return {
    permissions: (request) => (queryParameters(request)?.get('Action') === 'GetCallerIdentity' ? [] : null),
    denied: (message) => awsError('AccessDenied', message, 403),
  };
}
