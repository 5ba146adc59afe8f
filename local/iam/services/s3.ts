import { type ServiceAuthorization } from '../permission';
import { s3Arn, s3Call } from '../../s3/s3-call';
import { s3Error } from '../../s3/s3-error';

/** HeadObject needs the permission of GetObject ("Actions, resources, and condition keys for Amazon S3"). */
const ACTIONS: Readonly<Record<string, string>> = {
  GET: 's3:GetObject',
  HEAD: 's3:GetObject',
  PUT: 's3:PutObject',
  DELETE: 's3:DeleteObject',
};

/** Calls on one object. */
export function s3(): ServiceAuthorization {
  return {
    permissions: (request) => {
      const call = s3Call(request);
      const action = ACTIONS[request.method];
      if (call === null || call.key === '' || action === undefined) return null;
      return [{ action, resource: s3Arn(call), context: {} }];
    },
    denied: (message) => s3Error(403, 'AccessDenied', message),
  };
}
