import { HoldfastError, StoreUnavailable } from '../../domain/errors';
import { describeError, type Telemetry } from '../telemetry/telemetry';
import { type Answer } from './answer';
import { problem, RequestRefused } from './problem';

/** `Retry-After` where another try may well succeed at once: in seconds. */
export const RETRY_SOON = { 'retry-after': '1' } as const;

/** The time of the function is nearly over, and there is no answer yet. */
export class OutOfTime extends HoldfastError {
  readonly code = 'timeout';
  readonly retryable = true;
}

/** The one place where errors become answers. What is not known becomes 500 and tells nothing of the inside. */
export function answerOf(error: unknown, telemetry: Telemetry): Answer {
  if (error instanceof RequestRefused) return error.answer;
  if (error instanceof StoreUnavailable) {
    telemetry.log.warn('store unavailable', { error: describeError(error) });
    telemetry.count('StoreUnavailable');
    return problem('store_unavailable', { headers: RETRY_SOON });
  }
  telemetry.log.error('unexpected error', { error: describeError(error) });
  telemetry.count('InternalErrors');
  if (error instanceof OutOfTime) return problem('timeout', { headers: RETRY_SOON });
  return problem('internal_error');
}
