import { awsAnswer, awsError, type AwsAnswer } from '../../../local/endpoint/aws-call';
import { Endpoint } from '../../../local/endpoint/endpoint';
import { callerIdentity, lambdaInvoke, xrayTraceSegments } from '../../../local/endpoint/rest-services';
import { type InvocationResult } from '../../../local/types';

const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=place-order.7/20260101/us-east-1/kinesis/aws4_request, SignedHeaders=host, Signature=0';

let endpoint: Endpoint;
let isDown: boolean;
let callers: string[];
let result: InvocationResult;
let refusal: AwsAnswer | null;

beforeEach(async () => {
  isDown = false;
  callers = [];
  refusal = null;
  result = { kind: 'returned', payload: { ok: true } };
  endpoint = new Endpoint({
    port: 0,
    region: 'us-east-1',
    isDown: () => isDown,
    refusal: () => refusal,
    afterCall: (accessKey) => callers.push(accessKey),
  });
  endpoint.add('Echo_1', async ({ operation, body }) => awsAnswer({ operation, body: body.toString() }));
  endpoint.addRest(
    lambdaInvoke(
      () => Promise.resolve(result),
      (name) => name === 'place-order',
    ),
  );
  endpoint.addRest(xrayTraceSegments);
  endpoint.addRest(callerIdentity('000000000000'));
  await endpoint.listen();
});
afterEach(() => endpoint.close());

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(endpoint.url + path, { method: 'POST', body, headers: { authorization: AUTHORIZATION, ...headers } });

test('finds the service by its target and tells who called', async () => {
  const answer = await post('/', '{}', { 'x-amz-target': 'Echo_1.Shout' });
  expect(await answer.json()).toEqual({ operation: 'Shout', body: '{}' });
  expect(callers).toEqual(['place-order.7']);
});

test('keeps connections for longer than Node’s clients do', async () => {
  const answer = await post('/', '{}', { 'x-amz-target': 'Echo_1.Shout' });
  expect(answer.headers.get('keep-alive')).toBe('timeout=900');
});

test('answers an unknown service clearly', async () => {
  const answer = await post('/', '{}', { 'x-amz-target': 'Kinesis_20131202.PutRecord' });
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({
    __type: 'UnknownOperationException',
    message:
      'The local cloud does not have this (service kinesis: Kinesis_20131202.PutRecord); it has Echo_1',
  });
});

test('a refused call reaches no service and counts as none', async () => {
  refusal = awsError('AccessDeniedException', 'User: me is not authorized', 403);
  const answer = await post('/', '{}', { 'x-amz-target': 'Echo_1.Shout' });
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({ __type: 'AccessDeniedException' });
  expect(callers).toEqual([]);
});

test('drops connections while the region is down', async () => {
  isDown = true;
  await expect(post('/', '{}', { 'x-amz-target': 'Echo_1.Shout' })).rejects.toThrow('fetch failed');
});

test('a service that breaks answers as an internal failure', async () => {
  endpoint.add('Broken_1', () => Promise.reject(new Error('the emulator is gone')));
  const answer = await post('/', '{}', { 'x-amz-target': 'Broken_1.Any' });
  expect(answer.status).toBe(500);
  expect(await answer.json()).toMatchObject({ message: 'the local cloud failed: the emulator is gone' });
});

test('a port in use is said', async () => {
  const { port } = new URL(endpoint.url);
  const second = new Endpoint({
    port: Number(port),
    region: '',
    isDown: () => false,
    refusal: () => null,
    afterCall: () => undefined,
  });
  await expect(second.listen()).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('STS tells who one is, X-Ray takes traces', async () => {
  const identity = await post('/', 'Action=GetCallerIdentity&Version=2011-06-15');
  expect(await identity.text()).toContain('<Account>000000000000</Account>');
  expect(await (await post('/TraceSegments', '{}')).json()).toEqual({ UnprocessedTraceSegments: [] });
});

describe('Lambda’s Invoke', () => {
  const invoke = (headers = {}) => post('/2015-03-31/functions/place-order/invocations', '{"a":1}', headers);

  test('answers with what the function returned', async () => {
    expect(await (await invoke()).json()).toEqual({ ok: true });
  });

  test('refuses what is throttled, but not from who does not wait', async () => {
    result = { kind: 'throttled' };
    const answer = await invoke();
    expect(answer.status).toBe(429);
    expect(await answer.json()).toMatchObject({ __type: 'TooManyRequestsException' });
    expect((await invoke({ 'x-amz-invocation-type': 'Event' })).status).toBe(202);
  });

  test('marks a function’s error', async () => {
    result = { kind: 'function_error', errorType: 'TypeError', errorMessage: 'bad' };
    const answer = await invoke();
    expect(answer.headers.get('x-amz-function-error')).toBe('Unhandled');
    expect(await answer.json()).toEqual({ errorType: 'TypeError', errorMessage: 'bad' });
  });

  test('of type Event does not wait', async () => {
    expect((await invoke({ 'x-amz-invocation-type': 'Event' })).status).toBe(202);
  });

  it('tells that there is no such function', async () => {
    const answer = await post('/2015-03-31/functions/nobody/invocations', '{}', {});
    expect(answer.status).toBe(404);
    expect(answer.headers.get('x-amzn-errortype')).toBe('ResourceNotFoundException');
  });
});
