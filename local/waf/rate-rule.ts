import { isLoopback } from '../http/client-ip';
import { type InspectedRequest } from './inspected-request';
import { RateCounter } from './rate-counter';
import { type RateSettings } from './schema';
import { type RequestMatcher, requestMatcher } from './statement';

/**
 * Whether a request is beyond the rate of its key: more than `Limit` of those that the scope-down statement matches
 * came within the window
 * (https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html). AWS counts with
 * a delay and near the limit; here it is exact. Callers of this machine who play no address are not counted: they
 * are checks and benches, and all alike.
 */
export function rateMatcher(settings: RateSettings, now: () => Date): RequestMatcher {
  const inScope = requestMatcherOrAll(settings);
  const counter = new RateCounter(settings.EvaluationWindowSec, now);
  return (request) => {
    const key = keyOf(settings, request);
    if (key.kind === 'none' || isLoopback(request.clientIp) || !inScope(request)) return false;
    if (key.kind === 'any') return true;
    return counter.count(key.key) > settings.Limit;
  };
}

const requestMatcherOrAll = ({ ScopeDownStatement }: RateSettings): RequestMatcher =>
  ScopeDownStatement === undefined ? () => true : requestMatcher(ScopeDownStatement);

type RateKey =
  | { readonly kind: 'key'; readonly key: string }
  /** No address in the header, and the rule says that this matches, or that it does not. */
  | { readonly kind: 'any' }
  | { readonly kind: 'none' };

/** "AWS WAF uses the first address in the header" (forwarded IP address, developer guide). */
function keyOf({ AggregateKeyType, ForwardedIPConfig }: RateSettings, request: InspectedRequest): RateKey {
  if (AggregateKeyType === 'CONSTANT') return { kind: 'key', key: '' };
  if (AggregateKeyType === 'IP') return { kind: 'key', key: request.clientIp };
  const key = request
    .header(ForwardedIPConfig?.HeaderName.toLowerCase() ?? '')
    ?.split(',')[0]
    ?.trim();
  if (key !== undefined && key !== '') return { kind: 'key', key };
  return ForwardedIPConfig?.FallbackBehavior === 'MATCH' ? { kind: 'any' } : { kind: 'none' };
}
