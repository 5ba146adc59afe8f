import { type PlaceOrderOutcome } from '../domain/orders/place-request';
import { orderTokenOf, type TokenKeys } from '../domain/orders/token';
import { type Answer } from '../shared/http/answer';
import { RETRY_SOON } from '../shared/http/error-answers';
import { placedAnswer } from '../shared/http/order-answer';
import { invalidRequest, problem } from '../shared/http/problem';

/** The answer of the HTTP contract to every way in which a checkout can end. */
export function answerToCheckout(outcome: PlaceOrderOutcome, keys: TokenKeys): Answer {
  switch (outcome.kind) {
    case 'placed':
      return placedAnswer(outcome.order, outcome.details, orderTokenOf(outcome.order.id, keys));
    case 'replayed':
      return replayed(placedAnswer(outcome.order, outcome.details, orderTokenOf(outcome.order.id, keys)));
    case 'unknown_products':
      return problem('unknown_product', { members: { skus: outcome.skus } });
    case 'out_of_stock':
      return problem('out_of_stock', { members: { lines: outcome.lines, mayReturn: outcome.mayReturn } });
    case 'price_changed': {
      const { amount, currency } = outcome.total;
      return problem('price_changed', { members: { total: amount, currency } });
    }
    case 'coupon_used':
      return problem('coupon_used');
    case 'key_reused':
      return problem('idempotency_key_reused');
    case 'busy':
      return problem('busy', { detail: outcome.reason, headers: RETRY_SOON });
    default:
      return unsellable(outcome);
  }
}

type Unsellable = Extract<
  PlaceOrderOutcome,
  { kind: 'unknown_coupon' | 'mixed_currencies' | 'total_too_large' }
>;

/** Requests that are well formed and can never become an order. */
function unsellable(outcome: Unsellable): Answer {
  switch (outcome.kind) {
    case 'unknown_coupon':
      return invalidRequest([{ path: 'couponCode', message: 'there is no such coupon; leave it out' }]);
    case 'mixed_currencies':
      return invalidRequest([
        { path: 'lines', message: 'found products in several currencies; allowed: one currency an order' },
      ]);
    case 'total_too_large': {
      const { amount, currency } = outcome.total;
      const message = `found a total of ${amount} ${currency} in minor units; allowed: at most ${outcome.max}`;
      return invalidRequest([{ path: 'lines', message }]);
    }
  }
}

function replayed(answer: Answer): Answer {
  return { ...answer, headers: { ...answer.headers, 'idempotency-replayed': 'true' } };
}
