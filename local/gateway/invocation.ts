import { type InvocationResult, type Invoke, type Log } from '../types';
import { type GatewayOutcome } from './answer';
import { type Call } from './context';
import { toProxyEvent } from './event';
import { renderGatewayResponse, type Refusal } from './gateway-responses';
import { toAnswer } from './proxy-response';
import { type MatchedRoute } from './routing';

/** Lambda takes at most 6 MB in a synchronous invocation, and gives back no more
 * (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). */
const PAYLOAD_LIMIT_BYTES = 6 * 1_024 * 1_024;

/** Calls the function of a matched route and makes an HTTP answer of what it returned. */
export type FunctionInvoker = (call: Call & { readonly match: MatchedRoute }) => Promise<GatewayOutcome>;

export interface InvokerOptions {
  readonly invoke: Invoke;
  readonly log: Log;
  /** Resolves after the given time; the returned function gives the wait up. */
  readonly startTimer: (milliseconds: number) => { readonly elapsed: Promise<void>; cancel(): void };
}

const SERVER_ERROR = 'Internal server error';

type Ended = InvocationResult | { readonly kind: 'integration_timeout' };

async function invokeInTime(call: Call & { match: MatchedRoute }, options: InvokerOptions): Promise<Ended> {
  const { functionArn, timeoutMs } = call.match.route;
  const timer = options.startTimer(timeoutMs);
  const timeout = timer.elapsed.then((): Ended => ({ kind: 'integration_timeout' }));
  const ended = await Promise.race([options.invoke(functionArn, toProxyEvent(call)), timeout]);
  timer.cancel();
  return ended;
}

/** API Gateway tells the client nothing of a failed function; its owner reads it here. */
function failure(call: Call & { match: MatchedRoute }, problem: string, log: Log): Refusal {
  const { method, resourcePath } = call.match.route;
  log(`${call.api.region} ${method} ${resourcePath}: ${problem}`, { requestId: call.ids.requestId });
  return { type: 'INTEGRATION_FAILURE', message: SERVER_ERROR };
}

/** "If the Lambda API rejects the invocation request, API Gateway returns a 500" (Handling Lambda errors, Lambda guide). */
const REJECTED_STATUS = 500;

function toOutcome(ended: Ended, call: Call & { match: MatchedRoute }, log: Log): GatewayOutcome {
  const refuse = (refusal: Refusal): GatewayOutcome => ({
    kind: 'answered',
    answer: renderGatewayResponse(call, refusal),
  });
  switch (ended.kind) {
    case 'region_down':
      return { kind: 'dropped' };
    case 'integration_timeout':
      return refuse({ type: 'INTEGRATION_TIMEOUT', message: 'Endpoint request timed out' });
    case 'throttled':
      return refuse({ ...failure(call, 'the function was throttled', log), status: REJECTED_STATUS });
    case 'timed_out':
      return refuse(failure(call, `the function timed out after ${ended.afterSeconds} s`, log));
    case 'function_error':
      return refuse(failure(call, `${ended.errorType}: ${ended.errorMessage}`, log));
    case 'returned': {
      const response = toAnswer(ended.payload, call.ids);
      if (response.kind === 'malformed') {
        return refuse(failure(call, `malformed proxy response: ${response.problem}`, log));
      }
      return { kind: 'answered', answer: response.answer };
    }
  }
}

/** An invoker for the functions of one region. */
export function createInvoker(options: InvokerOptions): FunctionInvoker {
  return async (call) => {
    if (call.request.body.length > PAYLOAD_LIMIT_BYTES) {
      const refusal: Refusal = { type: 'REQUEST_TOO_LARGE', message: 'Request Too Long' };
      return { kind: 'answered', answer: renderGatewayResponse(call, refusal) };
    }
    return toOutcome(await invokeInTime(call, options), call, options.log);
  };
}
