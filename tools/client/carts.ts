import { type Answer } from './answers';
import { type CallerOptions, createCaller } from './caller';
import * as shapes from './shapes';

/** A shopper's cart in one region; its id is a UUID that the client makes. */
export interface CartClient {
  show(cartId: string): Promise<Answer<shapes.Cart>>;
  /** Sets the quantity of a SKU; the first one makes the cart. */
  put(cartId: string, sku: string, quantity: number): Promise<Answer<shapes.Cart>>;
}

/** A client for carts: calls are not signed. */
export function createCarts(options: Omit<CallerOptions, 'sign'>): CartClient {
  const call = createCaller(options);
  const pathOf = (cartId: string) => `/v1/carts/${encodeURIComponent(cartId)}`;
  return {
    show: (cartId) => call({ path: pathOf(cartId), answer: shapes.cart }),
    put: (cartId, sku, quantity) =>
      call({
        method: 'PUT',
        path: `${pathOf(cartId)}/items/${encodeURIComponent(sku)}`,
        body: { quantity },
        answer: shapes.cart,
      }),
  };
}
