import { StoreUnavailable } from '../domain/errors';

/** Attempts of a call; the SDK pauses with jitter in between. */
export const MAX_ATTEMPTS = 3;

/** A message to a queue or bus may be there although nobody said so; every reader takes it twice as once. */
export function serviceUnavailable(operation: string, error: unknown): StoreUnavailable {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  return new StoreUnavailable(`${operation} failed: ${name}: ${message}`, 'unknown', { cause: error });
}
