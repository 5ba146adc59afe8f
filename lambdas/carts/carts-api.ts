import { type CartDeps, type CartOutcome, putLine, removeLine, showCart } from '../domain/carts/carts';
import { type Answer, json } from '../shared/http/answer';
import { apiFunction, type ApiHandler, type ApiRuntime } from '../shared/http/api-function';
import { jsonBody } from '../shared/http/body';
import { type HttpCall } from '../shared/http/call';
import { problem } from '../shared/http/problem';
import { router } from '../shared/http/router';
import { validOrRefuse } from '../shared/http/validation';
import { cartId, cartItemBody } from '../shared/schemas/cart';
import { sku } from '../shared/schemas/fields';

/** What the routes of carts need. */
export type CartsApi = ApiRuntime & CartDeps;

/** The function behind everything under /v1/carts. */
export function cartsFunction(api: CartsApi): ApiHandler {
  return apiFunction(
    router({
      'GET /v1/carts/{cartId}': async (call) => answerOf(await showCart(api, cartIdOf(call))),
      'PUT /v1/carts/{cartId}/items/{sku}': async (call) => {
        const line = { sku: skuOf(call), ...jsonBody(call, cartItemBody) };
        return answerOf(await putLine(api, cartIdOf(call), line));
      },
      'DELETE /v1/carts/{cartId}/items/{sku}': async (call) =>
        answerOf(await removeLine(api, cartIdOf(call), skuOf(call))),
    }),
    api,
  );
}

const cartIdOf = (call: HttpCall): string => validOrRefuse(cartId, call.path('cartId'), 'cartId');
const skuOf = (call: HttpCall): string => validOrRefuse(sku, call.path('sku'), 'sku');

function answerOf(outcome: CartOutcome): Answer {
  switch (outcome.kind) {
    case 'shown':
      return json(200, outcome.cart);
    case 'cart_not_found':
    case 'unknown_product':
      return problem(outcome.kind);
    case 'too_many_lines':
      return problem('limit_exceeded', {
        detail: `A cart holds at most ${outcome.max} different SKUs; take one out first.`,
        members: { maxLines: outcome.max },
      });
  }
}
