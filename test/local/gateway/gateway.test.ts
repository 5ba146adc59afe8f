import { type Answered, readRestApi } from '../../../local/gateway/api';
import { type GatewayAnswer } from '../../../local/gateway/answer';
import { Gateway } from '../../../local/gateway/gateway';
import { createInvoker } from '../../../local/gateway/invocation';
import { type GatewayRequest } from '../../../local/gateway/request';
import { type InvocationResult, type RegionTemplate } from '../../../local/types';
import { FUNCTION_ARN, TEMPLATE } from './template';

interface ProxyEvent {
  readonly requestContext: Record<string, unknown> & { identity: Record<string, unknown> };
  readonly [member: string]: unknown;
}

const NOW = new Date('2026-03-04T05:06:07.890Z');
const OK = { kind: 'returned', payload: { statusCode: 200, body: '{}' } } as const;

let clock: Date;
let events: ProxyEvent[];
let functions: string[];
let logged: string[];
let elapse: () => void;
let answered: Answered[];

beforeEach(() => {
  clock = NOW;
  events = [];
  functions = [];
  logged = [];
  answered = [];
});

function gatewayWith(result: InvocationResult | 'never', template: RegionTemplate = TEMPLATE): Gateway {
  const invokeFunction = createInvoker({
    invoke: (functionArn, event) => {
      functions.push(functionArn);
      events.push(event as ProxyEvent);
      return result === 'never' ? new Promise(() => undefined) : Promise.resolve(result);
    },
    log: (message) => logged.push(message),
    startTimer: () => ({
      elapsed: new Promise((resolve) => (elapse = resolve)),
      cancel: () => undefined,
    }),
  });
  return new Gateway({
    api: readRestApi(template),
    invokeFunction,
    operators: [],
    now: () => clock,
    onAnswer: (one) => answered.push(one),
    newIds: () => ({
      requestId: 'request-1',
      extendedRequestId: 'extended-1',
      traceId: 'Root=1-2-3',
      receivedAt: clock,
    }),
  });
}

function request(overrides: Partial<GatewayRequest> = {}): GatewayRequest {
  return {
    method: 'GET',
    path: '/products/A-1',
    query: '',
    headers: [['Host', '127.0.0.1:4001']],
    body: Buffer.alloc(0),
    sourceIp: '127.0.0.1',
    ...overrides,
  };
}

function order(body: string, headers: [string, string][] = [['Idempotency-Key', 'k1']]): GatewayRequest {
  return request({ method: 'POST', path: '/orders', headers, body: Buffer.from(body) });
}

async function answer(gateway: Gateway, incoming: GatewayRequest): Promise<GatewayAnswer> {
  const outcome = await gateway.handle(incoming);
  if (outcome.kind !== 'answered') throw new Error('expected an answer');
  return outcome.answer;
}

const json = (given: GatewayAnswer) => JSON.parse(given.body.toString()) as Record<string, unknown>;

describe('the proxy event', () => {
  it('is what AWS documents for payload format 1.0', async () => {
    await answer(
      gatewayWith(OK),
      request({
        path: '/products/caf%C3%A9',
        query: 'a=1&a=2&b=x+y',
        headers: [
          ['Host', '127.0.0.1:4001'],
          ['X-Many', 'one'],
          ['X-Many', 'two'],
          ['User-Agent', 'test'],
          ['X-Forwarded-For', '203.0.113.7'],
        ],
      }),
    );

    expect(functions).toEqual([FUNCTION_ARN]);
    expect(events[0]).toMatchObject({
      resource: '/products/{sku}',
      path: '/products/caf%C3%A9',
      httpMethod: 'GET',
      headers: { Host: '127.0.0.1:4001', 'X-Many': 'two', 'X-Forwarded-For': '203.0.113.7, 127.0.0.1' },
      multiValueHeaders: { 'X-Many': ['one', 'two'] },
      queryStringParameters: { a: '2', b: 'x y' },
      multiValueQueryStringParameters: { a: ['1', '2'] },
      pathParameters: { sku: 'café' },
      stageVariables: null,
      body: null,
      isBase64Encoded: false,
    });
    expect(events[0]?.requestContext).toMatchObject({
      accountId: '123456789012',
      apiId: 'Api',
      stage: 'prod',
      path: '/prod/products/caf%C3%A9',
      resourcePath: '/products/{sku}',
      requestId: 'request-1',
      requestTime: '04/Mar/2026:05:06:07 +0000',
      requestTimeEpoch: NOW.getTime(),
      identity: { sourceIp: '127.0.0.1', userAgent: 'test', userArn: null },
    });
  });

  it('has null for what is not there', async () => {
    await answer(gatewayWith(OK), order('{"lines":[]}'));

    expect(events[0]).toMatchObject({
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      body: '{"lines":[]}',
    });
  });
});

describe('what the function returns', () => {
  it('becomes the answer', async () => {
    const payload = {
      statusCode: 201,
      headers: { 'X-Region': 'us-east-1', 'Retry-After': 5 },
      multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] },
      body: '{"orderId":"o-1"}',
    };
    const given = await answer(gatewayWith({ kind: 'returned', payload }), request());

    expect(given).toMatchObject({
      status: 201,
      headers: {
        'content-type': ['application/json'],
        'x-region': ['us-east-1'],
        'retry-after': ['5'],
        'set-cookie': ['a=1', 'b=2'],
      },
    });
    expect(json(given)).toEqual({ orderId: 'o-1' });
  });

  it('is decoded when it is base64', async () => {
    const payload = { statusCode: 200, body: 'AAEC', isBase64Encoded: true };
    expect((await answer(gatewayWith({ kind: 'returned', payload }), request())).body).toEqual(
      Buffer.from([0, 1, 2]),
    );
  });

  it.each([
    [null],
    ['text'],
    [{ body: 'no status' }],
    [{ statusCode: 200, body: {} }],
    [{ statusCode: 200, extra: 1 }],
  ])('is refused with 502 when malformed: %j', async (payload: unknown) => {
    const given = await answer(gatewayWith({ kind: 'returned', payload }), request());

    expect(given.status).toBe(502);
    expect(json(given)).toEqual({ code: 'unavailable', requestId: 'request-1' });
    expect(logged[0]).toContain('malformed proxy response');
  });

  it('is 502 when it failed, with the reason in the log only', async () => {
    const failed = {
      kind: 'function_error',
      errorType: 'TypeError',
      errorMessage: 'x is undefined',
    } as const;
    const given = await answer(gatewayWith(failed), request());

    expect(given.status).toBe(502);
    expect(given.body.toString()).not.toContain('undefined');
    expect(logged[0]).toContain('TypeError: x is undefined');
  });

  it('is 502 when the function timed out, 504 when the integration did', async () => {
    expect((await answer(gatewayWith({ kind: 'timed_out', afterSeconds: 10 }), request())).status).toBe(502);

    const waiting = answer(gatewayWith('never'), request());
    elapse();
    expect((await waiting).status).toBe(504);
  });

  it('is 500 when Lambda refused to call it', async () => {
    const given = await answer(gatewayWith({ kind: 'throttled' }), request());

    expect(given.status).toBe(500);
    expect(json(given)).toEqual({ code: 'unavailable', requestId: 'request-1' });
    expect(logged[0]).toContain('throttled');
  });

  it('is nothing at all when the region went down', async () => {
    expect(await gatewayWith({ kind: 'region_down' }).handle(request())).toEqual({ kind: 'dropped' });
  });
});

describe('gateway responses', () => {
  it('403 for an unknown route, rendered from the template', async () => {
    const given = await answer(gatewayWith(OK), request({ path: '/nothing' }));

    expect(given).toMatchObject({
      status: 403,
      headers: {
        'content-type': ['application/problem+json'],
        'x-request-id': ['request-1'],
        'x-region': ['us-east-1'],
      },
    });
    expect(json(given)).toEqual({ code: 'missing_authentication' });
    expect(functions).toEqual([]);
  });

  it('the built-in one where the template has none', async () => {
    const bare = {
      ...TEMPLATE,
      resources: TEMPLATE.resources.filter(({ type }) => !type.endsWith('GatewayResponse')),
    };
    const given = await answer(gatewayWith(OK, bare), request({ path: '/nothing' }));

    expect(json(given)).toEqual({ message: 'Missing Authentication Token' });
  });

  it('DEFAULT_4XX for a type without its own', async () => {
    const refusal = { type: 'REQUEST_TOO_LARGE', message: 'Request Too Long' } as const;
    const outcome = gatewayWith(OK).refuse(request(), refusal);
    if (outcome.kind !== 'answered') throw new Error('expected an answer');

    expect(outcome.answer.status).toBe(413);
    expect(json(outcome.answer)).toEqual({ code: 'REQUEST_TOO_LARGE' });
  });

  it('413 for a body that Lambda would not take', async () => {
    const body = Buffer.alloc(6 * 1_024 * 1_024 + 1, 'x');
    expect((await answer(gatewayWith(OK), request({ body }))).status).toBe(413);
  });
});

describe('request validation', () => {
  it.each([
    ['{', 'could not parse the body as JSON'],
    ['', 'could not parse the body as JSON'],
    ['{}', 'object has missing required properties (["lines"])'],
    ['{"lines":{}}', 'instance type (object) does not match any allowed primitive type (allowed: ["array"])'],
    ['{"lines":[],"total":0}', '/total must be > 0'],
  ])('400 for the body %s', async (body, detail) => {
    const given = await answer(gatewayWith(OK), order(body));

    expect(given.status).toBe(400);
    expect(json(given)['detail']).toContain(detail);
    expect(functions).toEqual([]);
  });

  it('400 for a missing or empty required header', async () => {
    for (const headers of [[], [['idempotency-key', ' ']]] as [string, string][][]) {
      const given = await answer(gatewayWith(OK), order('{"lines":[]}', headers));
      expect(given.status).toBe(400);
      expect(json(given)['detail']).toBe('Missing required request parameters: [Idempotency-Key]');
    }
  });

  it.each(['text/csv', 'constructor', '__proto__'])(
    'leaves bodies of the content type %s alone, as API Gateway does those that have no model',
    async (type) => {
      const csv = order('a,b', [
        ['Idempotency-Key', 'k1'],
        ['Content-Type', type],
      ]);
      expect((await answer(gatewayWith(OK), csv)).status).toBe(200);
    },
  );
});

describe('each answer is told', () => {
  const told = () =>
    answered.map(({ route, status, milliseconds }) => [route?.resourcePath, status, milliseconds]);

  it('with its route, status and time', async () => {
    const pending = gatewayWith('never').handle(request());
    clock = new Date(NOW.getTime() + 29_000);
    elapse();
    await pending;
    await answer(gatewayWith(OK), request());
    expect(told()).toEqual([
      ['/products/{sku}', 504, 29_000],
      ['/products/{sku}', 200, 0],
    ]);
  });

  it('without a route where there is none, and not where the region went down', async () => {
    await answer(gatewayWith(OK), request({ path: '/nothing' }));
    gatewayWith(OK).refuse(request(), { type: 'REQUEST_TOO_LARGE', message: 'x' });
    await gatewayWith({ kind: 'region_down' }).handle(request());
    expect(told()).toEqual([
      [undefined, 403, 0],
      [undefined, 413, 0],
    ]);
  });

  it('by itself where the stage asks for metrics of the method', () => {
    const detailed = (settings: object[]) => {
      const resources = TEMPLATE.resources.map((one) =>
        one.type === 'AWS::ApiGateway::Stage'
          ? { ...one, properties: { ...one.properties, MethodSettings: settings } }
          : one,
      );
      const { routes } = readRestApi({ ...TEMPLATE, resources });
      return routes.filter(({ detailedMetrics }) => detailedMetrics).map(({ resourcePath }) => resourcePath);
    };
    const all = { HttpMethod: '*', ResourcePath: '/*', MetricsEnabled: true };
    const own = { HttpMethod: 'POST', ResourcePath: '/~1orders' };
    expect(detailed([])).toEqual([]);
    expect(detailed([{ ...own, MetricsEnabled: true }])).toEqual(['/orders']);
    expect(detailed([all, own])).not.toContain('/orders');
    expect(detailed([all])).toContain('/orders');
  });
});

describe('throttles', () => {
  it('429 beyond the burst of a method, until tokens are back', async () => {
    const gateway = gatewayWith(OK);
    const statuses = async (count: number) => {
      const given: number[] = [];
      for (let n = 0; n < count; n += 1) given.push((await answer(gateway, order('{"lines":[]}'))).status);
      return given;
    };

    expect(await statuses(3)).toEqual([200, 200, 429]);
    expect((await answer(gateway, request())).status).toBe(200);
    clock = new Date(NOW.getTime() + 1_000);
    expect(await statuses(2)).toEqual([200, 429]);
  });
});

describe('templates that cannot be served', () => {
  it('are refused with what was found', () => {
    const without = TEMPLATE.resources.filter(({ type }) => type !== 'AWS::ApiGateway::Stage');
    expect(() => readRestApi({ ...TEMPLATE, resources: without })).toThrow(
      'exactly one AWS::ApiGateway::Stage in a region, and the templates hold none',
    );
  });

  it('are refused for an integration other than a Lambda proxy', () => {
    const resources = TEMPLATE.resources.map((one) =>
      one.logicalId === 'productGET'
        ? { ...one, properties: { ...one.properties, Integration: { Type: 'MOCK', Uri: '' } } }
        : one,
    );
    expect(() => readRestApi({ ...TEMPLATE, resources })).toThrow('productGET cannot be served locally');
  });
});
