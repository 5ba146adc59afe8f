import { StoreUnavailable } from '../domain/errors';
import { type Clock } from '../domain/runtime';

/** The result of `call`, or `StoreUnavailable` when it takes longer than `ms`; the call itself goes on unheard. */
export async function within<T>(ms: number, clock: Clock, what: string, call: Promise<T>): Promise<T> {
  const timeout = clock.sleep(ms).then(() => {
    throw new StoreUnavailable(`${what} gave no answer within ${ms} ms`, 'unknown');
  });
  return Promise.race([call, timeout]);
}
