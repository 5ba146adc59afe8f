import { awsError } from '../../endpoint/aws-call';
import { storeCall } from '../../keyvaluestore/store-call';
import { type ServiceAuthorization } from '../permission';

/** Every operation is an action of its own name on the store's ARN ("… for Amazon CloudFront KeyValueStore"). */
export function keyValueStore(): ServiceAuthorization {
  return {
    permissions: (request) => {
      const call = storeCall(request);
      if (call === null) return null;
      return [{ action: `cloudfront-keyvaluestore:${call.operation}`, resource: call.storeArn, context: {} }];
    },
    denied: (message) => awsError('AccessDeniedException', message, 403),
  };
}
