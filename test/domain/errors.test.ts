import { CorruptRecord, HoldfastError, StoreUnavailable } from '../../lambdas/domain/errors';

test.each([
  [new StoreUnavailable('no answer', 'unknown'), 'StoreUnavailable', 'store_unavailable', true],
  [new CorruptRecord('torn'), 'CorruptRecord', 'corrupt_record', false],
])('%s says to logs and callers what it is, and whether to try again', (error, name, code, retryable) => {
  expect(error).toBeInstanceOf(HoldfastError);
  expect(error).toMatchObject({ name, code, retryable });
});

test('a failed write keeps what is known of it, and what caused it', () => {
  const cause = new Error('socket hang up');
  const error = new StoreUnavailable('no answer', 'not_applied', { cause });
  expect([error.outcome, error.cause]).toEqual(['not_applied', cause]);
});
