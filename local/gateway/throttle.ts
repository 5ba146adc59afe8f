import { type ThrottleSettings } from './api';

/**
 * API Gateway's token bucket
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html):
 * it holds up to `burst` requests and is filled at `rate` a second.
 */
export class TokenBucket {
  private tokens: number;
  private filledAt: number;

  constructor(
    private readonly settings: ThrottleSettings,
    private readonly now: () => Date,
  ) {
    this.tokens = settings.burst;
    this.filledAt = now().getTime();
  }

  /** Takes one request out; false when the bucket is empty. */
  take(): boolean {
    const time = this.now().getTime();
    const filled = this.tokens + ((time - this.filledAt) / 1_000) * this.settings.rate;
    this.tokens = Math.min(this.settings.burst, filled);
    this.filledAt = time;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
