import { type Settings } from '../../domain/deps';
import { type FunctionRuntime } from './runtime';

/** For functions that settle stock and never stop an unpaid order: they are not given the variable. */
const DEFAULT_HOLD_SECONDS = 86_400;

/** For functions that take no buffered order on: they are not given the variable either. */
const DEFAULT_DRAIN_PER_SECOND = 10;

/** The numbers that the deployment chose, from the environment. Throws `WrongEnvironment`. */
export function settingsOf({ environment, region }: FunctionRuntime): Settings {
  return {
    region,
    regions: environment.list('REGIONS'),
    stockBuckets: environment.integer('STOCK_BUCKETS'),
    attemptMaxMs: environment.integer('ATTEMPT_MAX_SECONDS') * 1000,
    holdMaxMs: environment.integerOr('HOLD_MAX_SECONDS', DEFAULT_HOLD_SECONDS) * 1000,
    drainPerSecond: environment.integerOr('DRAIN_PER_SECOND', DEFAULT_DRAIN_PER_SECOND),
    couponPercent: environment.integerOr('COUPON_PERCENT', 0),
  };
}
