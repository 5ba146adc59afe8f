import { awsError } from '../../endpoint/aws-call';
import { type ServiceAuthorization } from '../permission';

const ACTIONS: Readonly<Record<string, string>> = {
  '/TraceSegments': 'xray:PutTraceSegments',
  '/TelemetryRecords': 'xray:PutTelemetryRecords',
};

/** X-Ray's two writing calls, which know no resources. */
export function xray(): ServiceAuthorization {
  return {
    permissions: ({ path }) => {
      const action = ACTIONS[path];
      return action === undefined ? null : [{ action, resource: '*', context: {} }];
    },
    denied: (message) => awsError('AccessDeniedException', message, 403),
  };
}
