import { JumpingClock } from '../../../../lambdas/adapters/memory/manual-clock';
import { CorruptRecord, StoreUnavailable } from '../../../../lambdas/domain/errors';
import { type Answer, json } from '../../../../lambdas/shared/http/answer';
import { apiFunction } from '../../../../lambdas/shared/http/api-function';
import { type HttpCall } from '../../../../lambdas/shared/http/call';
import { apiEvent, lambdaContext, read, REQUEST_ID } from '../../support/events';
import { RecordingTelemetry } from '../../support/recording-telemetry';

function setUp(answer: (call: HttpCall) => Promise<Answer>, remainingMs = 28_000) {
  const telemetry = new RecordingTelemetry();
  const clock = new JumpingClock();
  const handler = apiFunction(answer, { telemetry, clock, region: 'us-west-2' });
  const run = async () => read(await handler(apiEvent('GET /health'), lambdaContext(remainingMs)));
  return { telemetry, clock, run };
}

const failing = (error: unknown) =>
  setUp(async () => {
    throw error;
  });

it('names the request and the Region on every answer, and forbids keeping it', async () => {
  const { run } = setUp(async () => json(200, { fine: true }));
  expect(await run()).toEqual({
    status: 200,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-request-id': REQUEST_ID,
      'x-region': 'us-west-2',
    },
    body: { fine: true },
  });
});

it('correlates what is logged with the request, and sends metrics once', async () => {
  const { telemetry, run } = setUp(async () => json(200, {}));
  await run();
  expect(telemetry.correlationIds).toEqual([REQUEST_ID]);
  expect(telemetry.ended).toBe(1);
});

it('answers what nobody expected with 500 and nothing from inside', async () => {
  const { telemetry, run } = failing(new TypeError('cannot read secrets of undefined'));
  const answer = await run();
  expect(answer.status).toBe(500);
  expect(answer.headers).toEqual({
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'x-request-id': REQUEST_ID,
    'x-region': 'us-west-2',
  });
  expect(answer.body).toEqual({
    type: 'about:blank',
    title: 'Something went wrong on our side',
    status: 500,
    code: 'internal_error',
  });
  expect(telemetry.lines).toEqual([
    expect.objectContaining({ level: 'error', message: 'unexpected error' }) as unknown,
  ]);
  expect(telemetry.ended).toBe(1);
});

it.each([
  ['a corrupt record', new CorruptRecord('order without a total')],
  ['something that is no error', 'boom'],
])('answers %s with 500', async (_, error) => {
  expect((await failing(error).run()).body).toMatchObject({ code: 'internal_error' });
});

it('answers a store that is unavailable with 503 and when to come back', async () => {
  const { telemetry, run } = failing(new StoreUnavailable('GetItem on ledger timed out', 'unknown'));
  const answer = await run();
  expect(answer.status).toBe(503);
  expect(answer.headers).toMatchObject({ 'retry-after': '1' });
  expect(answer.body).toEqual({
    type: 'about:blank',
    title: 'This Region cannot reach its data now; send it again',
    status: 503,
    code: 'store_unavailable',
  });
  expect(telemetry.counts.get('StoreUnavailable')).toBe(1);
});

it('answers truthfully before its time is over', async () => {
  const { run } = setUp(() => new Promise(() => undefined), 500);
  const answer = await run();
  expect([answer.status, answer.body['code'], answer.headers?.['retry-after']]).toEqual([
    503,
    'timeout',
    '1',
  ]);
});

it('warns when it took longer than a second', async () => {
  const slow = setUp(async () => {
    slow.clock.advance(1001);
    return json(200, {});
  });
  await slow.run();
  expect(slow.telemetry.lines).toEqual([{ level: 'warn', message: 'slow invocation', fields: { ms: 1001 } }]);
  expect(slow.telemetry.counts.get('SlowCalls')).toBe(1);
});

it('does not log the item that an SDK error carries', async () => {
  const error = Object.assign(new Error('The conditional request failed'), {
    Item: { email: 'ada@example.com' },
  });
  const { telemetry, run } = failing(error);
  await run();
  expect(telemetry.text).not.toContain('ada@example.com');
});
