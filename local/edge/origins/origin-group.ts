import { type EdgeOrigin, type EdgeRequest, type OriginResult } from '../message';

/** "CloudFront fails over to the secondary origin only when the HTTP method … is GET, HEAD, or OPTIONS". */
const METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Two origins of which the second is asked where the first one fails
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html). Without a
 * connection that is where 503 is a failover code, after a time-out where 504 is.
 */
export function originGroup(
  primary: EdgeOrigin,
  secondary: EdgeOrigin,
  statusCodes: readonly number[],
): EdgeOrigin {
  const fails = (result: OriginResult): boolean => statusCodes.includes(failoverCode(result));
  return {
    send: async (request: EdgeRequest) => {
      const first = await primary.send(request);
      if (!METHODS.includes(request.method) || !fails(first)) return first;
      if (first.kind === 'answered' && !Buffer.isBuffer(first.answer.body)) first.answer.body.resume();
      return secondary.send(request);
    },
  };
}

function failoverCode(result: OriginResult): number {
  switch (result.kind) {
    case 'answered':
      return result.answer.status;
    case 'unreachable':
      return 503;
    case 'timed_out':
      return 504;
  }
}
