import { cartItemBody } from '../../../lambdas/shared/schemas/cart';
import { cart } from '../answers/carts';
import { SAMPLE, SAMPLE_LINE, SAMPLE_TOTAL } from '../answers/samples';
import { type Answer, type RouteDescription } from '../model';
import { CART_ID, SKU } from '../parameters';

const shown = (description: string): Answer => ({
  status: 200,
  description,
  schema: cart,
  example: {
    cartId: SAMPLE.cartId,
    lines: [{ ...SAMPLE_LINE, lineTotal: SAMPLE_TOTAL.total }],
    ...SAMPLE_TOTAL,
    unavailable: [],
    expiresAt: '2026-04-13T10:00:00.000Z',
  },
});

/** Carts hold no stock: what is in them may be gone at checkout. */
export const CART_ROUTES: readonly RouteDescription[] = [
  {
    method: 'GET',
    path: '/v1/carts/{cartId}',
    operationId: 'getCart',
    tag: 'Carts',
    summary: 'Show a cart at current prices',
    description: 'A cart is forgotten 30 days after its last change.',
    parameters: [CART_ID],
    answers: [shown('The cart. Tell the shopper of what is `unavailable`, and leave it out of the order.')],
    problems: ['invalid_request', 'cart_not_found', 'store_unavailable'],
  },
  {
    method: 'PUT',
    path: '/v1/carts/{cartId}/items/{sku}',
    operationId: 'putCartItem',
    tag: 'Carts',
    summary: 'Set the quantity of a line',
    description:
      'The first line makes the cart. Sending it again changes nothing. Devices that change different lines at the same time do not overwrite each other.',
    parameters: [CART_ID, SKU],
    body: {
      kind: 'json',
      description: 'The new quantity; not what is added. Unknown fields are refused.',
      schema: cartItemBody.meta({ id: 'CartItemRequest' }),
      examples: { 'Two of them': { quantity: 2 } },
    },
    answers: [shown('The cart with this line.')],
    problems: ['unknown_product', 'limit_exceeded', 'store_unavailable'],
  },
  {
    method: 'DELETE',
    path: '/v1/carts/{cartId}/items/{sku}',
    operationId: 'removeCartItem',
    tag: 'Carts',
    summary: 'Take a line out',
    description: 'Where there is no such line, the cart is answered as it is.',
    parameters: [CART_ID, SKU],
    answers: [shown('The cart without this line. An empty cart is still a cart.')],
    problems: ['invalid_request', 'cart_not_found', 'store_unavailable'],
  },
];
