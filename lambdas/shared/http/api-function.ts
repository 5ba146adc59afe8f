import middy from '@middy/core';
import { type APIGatewayProxyEvent, type APIGatewayProxyResult, type Context } from 'aws-lambda';
import { correlated } from '../middleware/correlated';
import { slowInvocation } from '../middleware/slow-invocation';
import { type Watch } from '../telemetry/watch-calls';
import { type Answer, type Origin, render } from './answer';
import { callOf, type HttpCall } from './call';
import { answerOf, OutOfTime } from './error-answers';

/** What every function behind the API runs with. */
export interface ApiRuntime extends Watch {
  readonly region: string;
}

/** A function behind API Gateway, as Lambda calls it. */
export type ApiHandler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/**
 * Time kept back for a truthful answer before Lambda would end the function without any. What is still under
 * way then may go on in a later invocation; the ledger's fences (R4) make that safe.
 */
const TIME_TO_ANSWER_MS = 500;

/** Wraps what a function does in the middleware that every function behind the API has. */
export function apiFunction(answer: (call: HttpCall) => Promise<Answer>, runtime: ApiRuntime): ApiHandler {
  const originOf = (event: APIGatewayProxyEvent): Origin => ({
    requestId: event.requestContext.requestId,
    region: runtime.region,
  });
  return middy<APIGatewayProxyEvent, APIGatewayProxyResult>({
    timeoutEarlyInMillis: TIME_TO_ANSWER_MS,
    timeoutEarlyResponse: () => {
      throw new OutOfTime('no answer before the end of the time-out');
    },
  })
    .use(correlated(runtime.telemetry, (event: APIGatewayProxyEvent) => event.requestContext.requestId))
    .use(slowInvocation<APIGatewayProxyEvent>(runtime))
    .use(errorsToAnswers(runtime, originOf))
    .handler(async (event: APIGatewayProxyEvent) => render(await answer(callOf(event)), originOf(event)));
}

function errorsToAnswers(
  { telemetry }: ApiRuntime,
  originOf: (event: APIGatewayProxyEvent) => Origin,
): middy.MiddlewareObj<APIGatewayProxyEvent, APIGatewayProxyResult> {
  return {
    name: 'errors-to-answers',
    onError: (request) => {
      request.response = render(answerOf(request.error, telemetry), originOf(request.event));
    },
  };
}
