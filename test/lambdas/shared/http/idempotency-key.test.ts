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

it.each(['', '   ', 'x'.repeat(256), 'naïve', 'tab\tinside', 'line\nbreak'])('refuses %p', (key) => {
  expect(() => keyOf({ 'idempotency-key': key })).toThrow(RequestRefused);
});
