import { CorruptRecord, HoldfastError, StoreUnavailable } from '../../lambdas/domain/errors';

test.each([
  ['StoreUnavailable', 'store_unavailable', true, () => new StoreUnavailable('no answer', 'unknown')],
  ['CorruptRecord', 'corrupt_record', false, () => new CorruptRecord('torn')],
])('%s says to logs and callers what it is, and whether to try again', (name, code, retryable, make) => {
  const error = make();
  expect(error).toBeInstanceOf(HoldfastError);
  expect(error).toMatchObject({ name, code, retryable });
});

test('a failed write keeps what is known of it, and what caused it', () => {
  const cause = new Error('socket hang up');
  const error = new StoreUnavailable('no answer', 'not_applied', { cause });
  expect([error.outcome, error.cause]).toEqual(['not_applied', cause]);
});
