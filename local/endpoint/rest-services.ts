import { asynchronously } from '../lambda/asynchronously';
import { type InvocationResult, type Invoke } from '../types';
import { awsAnswer, awsError, type AwsAnswer } from './aws-call';
import { type RestService } from './endpoint';

/**
 * Lambda's Invoke (`POST /2015-03-31/functions/<name>/invocations`), synchronous or `Event`; `knows` tells which
 * functions there are.
 */
export function lambdaInvoke(invoke: Invoke, knows: (name: string) => boolean): RestService {
  return ({ method, path, headers, body }) => {
    const [, name] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(path) ?? [];
    if (method !== 'POST' || name === undefined) return null;
    const functionName = decodeURIComponent(name);
    if (!knows(functionName)) return Promise.resolve(unknownFunction(functionName));
    return invokeByName(invoke, functionName, headers['x-amz-invocation-type'], body);
  };
}

const unknownFunction = (name: string): AwsAnswer =>
  awsError('ResourceNotFoundException', `Function not found: ${name}`, 404);

async function invokeByName(
  invoke: Invoke,
  name: string,
  type: string | undefined,
  body: Buffer,
): Promise<AwsAnswer> {
  const event = JSON.parse(body.toString() || '{}') as unknown;
  if (type !== 'Event') return invocationAnswer(await invoke(name, event));
  void asynchronously(invoke)(name, event);
  return awsAnswer({}, 202);
}

function invocationAnswer(result: InvocationResult): AwsAnswer {
  switch (result.kind) {
    case 'returned':
      return awsAnswer(result.payload);
    case 'function_error':
      return functionError({ errorType: result.errorType, errorMessage: result.errorMessage });
    case 'timed_out':
      return functionError({
        errorMessage: `Task timed out after ${result.afterSeconds.toFixed(2)} seconds`,
      });
    case 'throttled':
      return awsError('TooManyRequestsException', 'Rate Exceeded.', 429);
    case 'region_down':
      return awsError('ServiceException', 'the region is down', 503);
  }
}

function functionError(payload: object): AwsAnswer {
  const answer = awsAnswer(payload);
  return { ...answer, headers: { ...answer.headers, 'x-amz-function-error': 'Unhandled' } };
}

/** X-Ray's PutTraceSegments: accepted and dropped, as there is nowhere to look at traces. */
export const xrayTraceSegments: RestService = ({ path }) =>
  path === '/TraceSegments' ? Promise.resolve(awsAnswer({ UnprocessedTraceSegments: [] })) : null;

/** STS GetCallerIdentity, which tools call first to see whether credentials work. */
export function callerIdentity(accountId: string): RestService {
  return ({ body }) => {
    if (!body.includes('Action=GetCallerIdentity')) return null;
    const xml =
      '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
      `<Arn>arn:aws:iam::${accountId}:user/local</Arn><UserId>local</UserId><Account>${accountId}</Account>` +
      '</GetCallerIdentityResult></GetCallerIdentityResponse>';
    return Promise.resolve({ status: 200, headers: { 'content-type': 'text/xml' }, body: Buffer.from(xml) });
  };
}
