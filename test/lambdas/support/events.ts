import {
  type APIGatewayProxyEvent,
  type APIGatewayProxyResult,
  type Context,
  type ScheduledEvent,
  type SQSEvent,
} from 'aws-lambda';
import { holdToContract, type SeenAnswer } from '../../support/contract/contract';

/** What a test says about a call; the rest is as API Gateway fills it. */
export interface CallOptions {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is when a string, as JSON otherwise. */
  readonly body?: unknown;
  readonly base64?: boolean;
}

export const REQUEST_ID = 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef';

/** A REST proxy event for a route such as `GET /v1/products/{sku}`. */
export function apiEvent(route: string, options: CallOptions = {}): APIGatewayProxyEvent {
  const [httpMethod = '', resource = ''] = route.split(' ');
  const { path = {}, query = {}, headers = {}, body, base64 = false } = options;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'object' ? { 'Content-Type': 'application/json' } : {};
  const event = {
    resource,
    httpMethod,
    path: resource.replace(/\{(\w+)\}/g, (_, name: string) => path[name] ?? ''),
    headers: { ...type, ...headers },
    multiValueHeaders: {},
    queryStringParameters: Object.keys(query).length === 0 ? null : query,
    multiValueQueryStringParameters: null,
    pathParameters: path,
    stageVariables: null,
    requestContext: { requestId: REQUEST_ID, stage: 'live' },
    body: text === undefined ? null : base64 ? Buffer.from(text).toString('base64') : text,
    isBase64Encoded: base64,
  };
  return event as unknown as APIGatewayProxyEvent;
}

/** A batch of the given bodies with message ids m1, m2, … */
export function sqsEvent(...bodies: readonly unknown[]): SQSEvent {
  const Records = bodies.map((body, index) => ({
    messageId: `m${index + 1}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }));
  return { Records } as unknown as SQSEvent;
}

/** A scheduled event as EventBridge sends it. */
export const scheduledEvent = (time: string): ScheduledEvent =>
  ({ source: 'aws.events', 'detail-type': 'Scheduled Event', time, detail: {} }) as unknown as ScheduledEvent;

/** A Lambda context with that much time left. */
export const lambdaContext = (remainingMs = 28_000): Context =>
  ({
    functionName: 'holdfast-function',
    awsRequestId: 'invocation-1',
    memoryLimitInMB: '512',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:holdfast-function',
    getRemainingTimeInMillis: () => remainingMs,
  }) as unknown as Context;

/** An answer with its body read. */
export interface ReadAnswer {
  readonly status: number;
  readonly headers: APIGatewayProxyResult['headers'];
  readonly body: Readonly<Record<string, unknown>>;
}

export const read = (result: APIGatewayProxyResult): ReadAnswer => ({
  status: result.statusCode,
  headers: result.headers,
  body: JSON.parse(result.body) as Record<string, unknown>,
});

/** Calls a function behind the API and reads its answer. */
export type Call = (route: string, options?: CallOptions) => Promise<ReadAnswer>;

/** Calls, and fails when openapi.yaml does not allow the answer. */
export const caller =
  (handler: (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>): Call =>
  async (route, options) => {
    const result = await handler(apiEvent(route, options), lambdaContext());
    holdToContract(seen(route, result));
    return read(result);
  };

function seen(route: string, { statusCode, headers = {}, body }: APIGatewayProxyResult): SeenAnswer {
  const [method = '', path = ''] = route.split(' ');
  const texts = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  const seenHeaders = Object.fromEntries(texts) as Record<string, string>;
  return { method, path, status: statusCode, headers: seenHeaders, body };
}
