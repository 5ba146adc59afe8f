import { awsError } from '../../endpoint/aws-call';
import { type RegionTemplate } from '../../types';
import { arnPrefix, type ServiceAuthorization } from '../permission';

/** `POST /2015-03-31/functions/<name or ARN>/invocations`, whatever the invocation type. */
export function lambda(template: RegionTemplate): ServiceAuthorization {
  const prefix = `${arnPrefix('lambda', template)}:function:`;
  return {
    permissions: ({ path }) => {
      const [, written] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(path) ?? [];
      if (written === undefined) return null;
      const name = decodeURIComponent(written);
      const resource = name.startsWith('arn:') ? name : prefix + name.replace(/^.*function:/, '');
      return [{ action: 'lambda:InvokeFunction', resource, context: {} }];
    },
    denied: (message) => awsError('AccessDeniedException', message, 403),
  };
}
