import { callOf } from '../../../../lambdas/shared/http/call';
import { idempotencyKeyOf } from '../../../../lambdas/shared/http/idempotency-key';
import { RequestRefused } from '../../../../lambdas/shared/http/problem';
import { apiEvent } from '../../support/events';

const keyOf = (headers: Record<string, string>) =>
  idempotencyKeyOf(callOf(apiEvent('POST /v1/orders', { headers })));

it.each(['Idempotency-Key', 'idempotency-key', 'IDEMPOTENCY-KEY'])('reads the header %s', (name) => {
  expect(keyOf({ [name]: 'k' })).toBe('k');
});

it.each(['a', 'x'.repeat(255), 'with space', '!"#$%&~'])('takes %p', (key) => {
  expect(keyOf({ 'idempotency-key': key })).toBe(key);
});

const refusalOf = (call: Parameters<typeof idempotencyKeyOf>[0]) => {
  try {
    return idempotencyKeyOf(call);
  } catch (error) {
    if (error instanceof RequestRefused) return (error.answer.body as { errors: unknown }).errors;
    throw error;
  }
};

it.each([
  ['', 'found nothing'],
  ['   ', 'found nothing'],
  ['x'.repeat(256), 'found 256 characters'],
  ['naïve', 'found characters that are not printable ASCII'],
  ['tab\tinside', 'found characters that are not printable ASCII'],
  ['line\nbreak', 'found characters that are not printable ASCII'],
])('refuses %p', (key, found) => {
  const call = callOf(apiEvent('POST /v1/orders', { headers: { 'idempotency-key': key } }));
  const message = `${found}; allowed: 1 to 255 printable ASCII characters`;
  expect(refusalOf(call)).toEqual([{ path: 'Idempotency-Key', message }]);
});

it('refuses several keys, of which one would have to be guessed', () => {
  const event = apiEvent('POST /v1/orders', { headers: { 'idempotency-key': 'b' } });
  const call = callOf({ ...event, multiValueHeaders: { 'Idempotency-Key': ['a', 'b'] } });
  const message = 'found 2 of these headers; allowed: 1 to 255 printable ASCII characters';
  expect(refusalOf(call)).toEqual([{ path: 'Idempotency-Key', message }]);
});
