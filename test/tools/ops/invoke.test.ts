import { LOCAL_OPERATOR } from '../../../tools/client/credentials';
import { type HttpOutcome, type HttpRequest } from '../../../tools/client/http';
import { createSigner } from '../../../tools/client/sign';
import { invoke } from '../../../tools/ops/invoke';

const AT = new Date('2026-01-02T03:04:05Z');

async function call(outcome: HttpOutcome, endpoint: URL | null = null) {
  const sent: HttpRequest[] = [];
  const transport = {
    send: async (request: HttpRequest) => (sent.push(request), outcome),
    close: () => undefined,
  };
  const invocation = await invoke({
    region: { region: 'us-west-2', endpoint },
    functionName: 'holdfast-reconcile',
    payload: { from: '2026-01-01' },
    transport,
    sign: createSigner('us-west-2', LOCAL_OPERATOR, 'lambda'),
    now: AT,
    timeoutMs: 1_000,
  });
  return { invocation, request: sent[0] };
}

const answered = (status: number, body: unknown, headers: Record<string, string> = {}): HttpOutcome => ({
  kind: 'answered',
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

describe('calling a function', () => {
  it('goes to Lambda in its Region, signed for it', async () => {
    const { invocation, request } = await call(answered(200, { done: true }));

    expect(invocation).toEqual({ kind: 'returned', payload: { done: true } });
    expect(request).toMatchObject({ method: 'POST', body: '{"from":"2026-01-01"}' });
    expect(request?.url.href).toBe(
      'https://lambda.us-west-2.amazonaws.com/2015-03-31/functions/holdfast-reconcile/invocations',
    );
    expect(request?.headers['authorization']).toContain('/20260102/us-west-2/lambda/aws4_request');
  });

  it('goes to the endpoint of the local cloud', async () => {
    const { request } = await call(answered(200, {}), new URL('http://127.0.0.1:4567'));
    expect(request?.url.host).toBe('127.0.0.1:4567');
  });

  it.each<[string, HttpOutcome, 'later' | 'refused', string]>([
    [
      'a crash of the function',
      answered(200, { errorMessage: 'Task timed out' }, { 'x-amz-function-error': 'Unhandled' }),
      'later',
      'us-west-2, function holdfast-reconcile: 200 Task timed out',
    ],
    ['throttling', answered(429, { Message: 'Rate Exceeded.' }), 'later', '429 Rate Exceeded.'],
    [
      'an error of Lambda',
      answered(503, { message: 'the region is down' }),
      'later',
      '503 the region is down',
    ],
    [
      'a function that is not there',
      answered(404, { Message: 'not found' }),
      'refused',
      "--name the deployment's",
    ],
    ['a caller who may not', answered(403, { Message: 'not authorized' }), 'refused', '403 not authorized'],
    ['another server', answered(400, '<html>'), 'refused', '400 <html>'],
    [
      'a time-out',
      { kind: 'unreachable', reason: 'timed_out', message: 'no answer' },
      'later',
      'us-west-2 does not answer (no answer)',
    ],
    [
      'a shop that is not there',
      { kind: 'unreachable', reason: 'connection_refused', message: 'connect ECONNREFUSED' },
      'refused',
      'needs npm start',
    ],
  ])('tells %s', async (_, outcome, kind, message) => {
    const { invocation } = await call(outcome);
    expect(invocation).toEqual({ kind, message: expect.stringContaining(message) as string });
  });
});
