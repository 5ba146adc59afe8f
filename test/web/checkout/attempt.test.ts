import { attemptFor, attemptFrom, judge, pauseBefore, QUICK_MS } from '../../../web/checkout/attempt';
import { ok, placedOrder, problem, unreachable } from '../fakes';

const attempt = { key: 'key-1', body: '{"a":1}', firstSentAt: 0, lastSentAt: 0 };

describe('the key of an order', () => {
  it('stays with the same order, and is a new one for a changed order', () => {
    expect(attemptFor(attempt, { body: '{"a":1}', newKey: 'key-2', now: 9 }).key).toBe('key-1');
    expect(attemptFor(attempt, { body: '{"a":2}', newKey: 'key-2', now: 9 }).key).toBe('key-2');
    expect(attemptFor(undefined, { body: '{"a":1}', newKey: 'key-2', now: 9 }).key).toBe('key-2');
  });

  it('stays even with a changed order while the first one may have gone through', () => {
    const doubted = { ...attempt, doubtful: attempt.body, refused: true };
    const changed = attemptFor(doubted, { body: '{"a":2}', newKey: 'key-2', now: 9 });
    expect(changed).toEqual({
      key: 'key-1',
      body: '{"a":2}',
      doubtful: '{"a":1}',
      firstSentAt: 9,
      lastSentAt: 9,
    });
  });
});

describe('an answer to an attempt', () => {
  it.each([
    ['a lost connection', unreachable, 'unreachable'],
    ['502', problem(502, 'unknown'), 'unreachable'],
    ['timeout', problem(504, 'timeout'), 'unreachable'],
    ['internal_error', problem(500, 'internal_error'), 'unreachable'],
    ['busy', problem(503, 'busy'), 'busy'],
    ['throttled', problem(429, 'throttled', { retryAfter: 3 }), 'throttled'],
    ['queued', problem(429, 'queued'), 'queued'],
  ])('%s: it is sent again', (_name, answer, reason) => {
    expect(judge(attempt, answer)).toMatchObject({ kind: 'repeat', reason });
  });

  it.each([200, 201, 202])('%d: it was placed', (status) => {
    expect(judge(attempt, ok(placedOrder, status))).toEqual({ kind: 'placed', order: placedOrder });
  });

  it.each([
    [400, 'invalid_request'],
    [404, 'unknown_product'],
    [409, 'out_of_stock'],
    [409, 'price_changed'],
    [409, 'coupon_used'],
    [422, 'idempotency_key_reused'],
  ])('%d %s: nothing was ordered', (status, code) => {
    expect(judge(attempt, problem(status, code))).toMatchObject({ kind: 'refused' });
  });

  it('402: it was declined', () => {
    expect(judge(attempt, problem(402, 'payment_declined'))).toMatchObject({ kind: 'declined' });
  });

  it('422 after a change: the first version was placed, and can be asked for', () => {
    const changed = { ...attempt, body: '{"a":2}', doubtful: '{"a":1}' };
    const reused = problem(422, 'idempotency_key_reused');
    expect(judge(changed, reused)).toEqual({ kind: 'placed_before', body: '{"a":1}' });
    expect(judge({ ...changed, body: '{"a":1}' }, reused)).toMatchObject({ kind: 'refused' });
  });
});

describe('the pause before it is sent again', () => {
  const pause = (sendings: number, elapsedMs: number, random: number, retryAfter?: number): number =>
    pauseBefore(sendings, { elapsedMs, retryAfter, random });

  it('doubles from one second to eight, half of it at random', () => {
    expect([1, 2, 3, 4, 5].map((sendings) => pause(sendings, 0, 1))).toEqual([
      1_000, 2_000, 4_000, 8_000, 8_000,
    ]);
    expect([1, 2, 3, 4, 5].map((sendings) => pause(sendings, 0, 0))).toEqual([
      500, 1_000, 2_000, 4_000, 4_000,
    ]);
  });

  it('is some twenty seconds after the first minute', () => {
    expect([pause(9, QUICK_MS, 0), pause(9, QUICK_MS, 1)]).toEqual([10_000, 20_000]);
  });

  it('is never shorter than Retry-After, and not the same for all', () => {
    expect([pause(1, 0, 0, 5), pause(1, 0, 1, 5)]).toEqual([5_000, 6_000]);
  });
});

it('takes nothing for an attempt that is none', () => {
  for (const kept of [undefined, null, 'x', [], { key: 'k' }, { ...attempt, key: 7 }])
    expect(attemptFrom(kept)).toBeUndefined();
  expect(attemptFrom(attempt)).toEqual(attempt);
});
